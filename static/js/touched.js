// What a person typed before the scripts of a slow page were there to hear it.

// → whether the field differs from what the server sent
export function wasTouched(field) {
  if (field.type === "hidden" || field.type === "file") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options && !field.multiple)
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return "defaultValue" in field && field.value !== field.defaultValue;
}
