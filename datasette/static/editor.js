// The field for SQL becomes Datasette's editor: Shift-Enter runs the query, Tab leaves the field as everywhere.
const field = document.getElementById("sql-editor");
const button = document.getElementById("sql-format");

if (field && window.CodeMirror) {
    const editor = CodeMirror.fromTextArea(field, { lineNumbers: true, lineWrapping: true, mode: "text/x-sql" });
    editor.setOption("extraKeys", { "Shift-Enter": () => field.form.submit(), Tab: false, "Shift-Tab": false });
    const input = editor.getInputField();
    input.setAttribute("aria-labelledby", "sql-label");
    for (const name of ["aria-describedby", "aria-invalid"]) {
        if (field.hasAttribute(name)) input.setAttribute(name, field.getAttribute(name));
    }
    if (button && window.sqlFormatter) {
        button.hidden = false;
        button.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
    }
}
