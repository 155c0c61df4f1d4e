from django.urls import path

from roadmap.views import editor, editor_lines, editor_parts, editor_sections, starting

urlpatterns = [
    path("start/", starting.start, name="start"),
    path("<int:pk>/edit/", editor.edit, name="edit"),
    path("<int:pk>/edit/words/", starting.words, name="words"),
    path("<int:pk>/edit/add/", editor_parts.part_add, name="part_add"),
    path("<int:pk>/discard/", starting.discard, name="discard"),
    path("parts/<int:pk>/", editor_parts.part, name="part"),
    path("parts/<int:pk>/move/", editor_parts.part_move, name="part_move"),
    path("parts/<int:pk>/remove/", editor_parts.part_remove, name="part_remove"),
    path("parts/<int:pk>/order/", editor.order, name="order"),
    path("parts/<int:pk>/renumber/", editor_lines.renumber, name="renumber"),
    path("parts/<int:pk>/rows/<int:place>/", editor_parts.row, name="row"),
    path("parts/<int:pk>/rows/<int:place>/change/", editor_parts.row_change, name="row_change"),
    path("parts/<int:pk>/lines/add/", editor_lines.line_add, name="line_add"),
    path("parts/<int:pk>/sections/add/", editor_sections.section_add, name="section_add"),
    path("parts/<int:pk>/columns/", editor_sections.columns, name="columns"),
    path("parts/<int:pk>/columns/add/", editor_sections.column_add, name="column_add"),
    path("parts/<int:pk>/columns/<int:place>/remove/", editor_sections.column_remove, name="column_remove"),
    path("lines/<int:pk>/edit/", editor_lines.line, name="line"),
    path("lines/<int:pk>/remove/", editor_lines.line_remove, name="line_remove"),
    path("sections/<int:pk>/edit/", editor_sections.section, name="section"),
    path("sections/<int:pk>/remove/", editor_sections.section_remove, name="section_remove"),
]
