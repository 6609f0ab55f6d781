import { make, renewToken } from './dom.mjs'

/** Whether something was typed into a form that keeps no draft on the server. */
export function hasLooseWords () {
  return [...document.querySelectorAll('main form[method=post]:not([data-draft-url])')].some((form) => [...form.elements].some(isChanged))
}

function isChanged (field) {
  if (field.type === 'hidden') return false
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected)
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue
}

/** Takes the page's content away, to be put back when the same person has signed in again. Nothing is stored anywhere. */
export function putAside (main) {
  const content = [...main.childNodes]
  main.replaceChildren()
  return (onBack) => make('button', {
    type: 'button',
    className: 'govuk-button govuk-button--secondary',
    textContent: 'I have signed in: back to my words',
    onclick: async () => {
      const fresh = await renewToken().catch(() => false)
      if (!fresh) return
      main.replaceChildren(...content)
      main.querySelectorAll('input[name=csrfmiddlewaretoken]').forEach((field) => { field.value = fresh })
      onBack()
    }
  })
}
