/** "/" goes to the search field, unless someone is typing, or has turned single keys off for this browser. */
export function focusSearch () {
  const field = document.querySelector('[data-search]')
  if (!field || document.body.dataset.singleKeys === 'off') return
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable], dialog')
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
    event.preventDefault()
    field.focus()
  })
}
