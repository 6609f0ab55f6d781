const ROLES = { thead: 'rowgroup', tbody: 'rowgroup', tr: 'row', 'thead th': 'columnheader', 'tbody th': 'rowheader', td: 'cell' }

/** On a narrow screen the rows of such a table are shown as blocks, and some browsers then no longer tell that it is a table. */
export function keepTables () {
  document.querySelectorAll('table.stacked').forEach((table) => {
    table.setAttribute('role', 'table')
    for (const [parts, role] of Object.entries(ROLES)) {
      table.querySelectorAll(parts).forEach((part) => part.setAttribute('role', role))
    }
  })
}
