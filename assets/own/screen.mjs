import { cover, make } from './dom.mjs'

const TWICE = 600

/** Hide screen: the button, or Escape twice, blanks the page at once; the button on the blank page, or Escape, brings it back. */
export function hideScreen () {
  const button = document.querySelector('[data-hide-screen]')
  if (!button) return
  button.hidden = false
  const screen = new Screen()
  let escapedAt = 0
  button.addEventListener('click', () => screen.hide())
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return
    if (event.timeStamp - escapedAt < TWICE) {
      event.preventDefault() // the same key press would close the cover at once
      screen.hide()
    }
    escapedAt = event.timeStamp
  })
}

class Screen {
  hide () {
    this.dialog ??= cover([
      make('p', { className: 'govuk-body', textContent: 'Screen hidden.' }),
      make('button', { type: 'button', className: 'govuk-button', textContent: 'Show screen', autofocus: true, onclick: () => this.show() })
    ], { whole: true, label: 'Screen hidden', onCancel: () => this.show() })
    this.title = document.title
    document.title = 'Screen hidden'
    this.dialog.showModal()
  }

  show () {
    document.title = this.title
    this.dialog.close()
  }
}
