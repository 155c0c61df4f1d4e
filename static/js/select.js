// Long lists of choices become searchable: <select data-search> and {% block scripts %} of the page with
//   <link rel="stylesheet" href="{% static "vendor/tom-select/tom-select.min.css" %}">
//   <script src="{% static "vendor/tom-select/tom-select.base.min.js" %}" defer></script>
//   <script type="module" src="{% static "js/select.js" %}"></script>
// (components/search_select.html says it in one line). Without JavaScript the select stays a select.

function enhance(root) {
  for (const select of root.querySelectorAll("select[data-search]:not(.tomselected)")) {
    const empty = select.querySelector('option[value=""]');
    new window.TomSelect(select, {
      maxOptions: null,
      allowEmptyOption: false,
      closeAfterSelect: true,
      hidePlaceholder: !select.multiple, // a list that shrinks when it is left would move the button away from the mouse
      placeholder: empty?.textContent.replace(/^[\s—-]+$/, "") || "Начните вводить",
      render: { no_results: () => '<div class="no-results">Ничего не найдено</div>' },
    });
    select.setAttribute("aria-hidden", "true"); // the box that replaces it carries the label
  }
}

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));
