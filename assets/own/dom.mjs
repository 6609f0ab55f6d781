/** Builds an element: properties first, then children; text is always text, never markup. */
export function make (name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

/** A dialog that covers the page. Escape is answered by `onCancel` alone. */
export function cover (children, { whole = false, label, onCancel = () => {} }) {
  const dialog = make('dialog', { className: whole ? 'cover cover--whole' : 'cover' }, ...children)
  dialog.setAttribute('aria-label', label)
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); onCancel() })
  document.body.append(dialog)
  return dialog
}

export function clock (date) {
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })
}

export function token () {
  return document.querySelector('input[name=csrfmiddlewaretoken]')?.value ?? ''
}

/** After signing in again elsewhere the page's token is old: takes the new one. False where it is another person, or nobody. */
export async function renewToken () {
  const answer = await fetch(location.href, { cache: 'no-store' })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.querySelector('input[name=csrfmiddlewaretoken]')?.value
  if (!fresh || page.body.dataset.person !== document.body.dataset.person) return false
  document.querySelectorAll('input[name=csrfmiddlewaretoken]').forEach((field) => { field.value = fresh })
  return fresh
}

/** What the page runs on: the idle limit, the addresses that keep or end the session. */
export function frame () {
  return document.body.dataset
}

/** Told when the session has ended on this page, so that nothing goes on asking on its behalf. */
export const ended = { is: false }
