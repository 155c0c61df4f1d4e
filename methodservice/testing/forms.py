"""What a browser would send from the form that a page shows."""


def filled(response, *, form: str = "form", **changes) -> dict:
    """The data of `response.context[form]` as it stands on the page, hidden fields included, with changes on top.

    A change to None leaves the field out, as an empty checkbox does.
    """
    data = {}
    bound = response.context[form]
    for field in bound:
        value = field.value()
        if value is None or value is False:
            continue
        if isinstance(value, list | tuple):
            value = [getattr(each, "pk", each) for each in value]
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        data[field.html_name] = "on" if value is True else value
    data |= changes
    return {name: value for name, value in data.items() if value is not None}
