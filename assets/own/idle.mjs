import { cover, ended, frame, make, token } from './dom.mjs'
import { saveAll } from './drafts.mjs'
import { hasLooseWords, putAside } from './loose.mjs'

const WARN = 300
const STAY_EVERY = 60000
const TRY_AGAIN = 10000
const DOING = ['keydown', 'pointerdown', 'scroll', 'input']

/**
 * Five minutes before the idle limit a dialog counts down and offers to stay; being busy on the page keeps the session alive.
 * When time is up the page is covered, not left: the words are a draft, and signing in again leads back to this form. Words of a
 * form without a draft wait in the page itself, out of sight, until the same person has signed in in another tab.
 */
export function watchIdle () {
  const { idleMinutes, stayUrl } = frame()
  if (idleMinutes && stayUrl) new Idle(Number(idleMinutes) * 60, stayUrl)
}

class Idle {
  constructor (limit, stayUrl) {
    this.limit = limit
    this.stayUrl = stayUrl
    this.busyAt = this.askedAt = Date.now()
    DOING.forEach((name) => document.addEventListener(name, () => this.busy(), { passive: true, capture: true }))
    setInterval(() => this.tick(), 1000)
    document.addEventListener('visibilitychange', () => this.tick())
  }

  busy () {
    if (this.dialog?.open || this.isEnding) return
    this.busyAt = Date.now()
    if (this.busyAt - this.askedAt > STAY_EVERY) this.stay()
  }

  stay () {
    this.busyAt = this.askedAt = Date.now()
    fetch(this.stayUrl, { cache: 'no-store' }).catch(() => {})
    this.dialog?.close()
  }

  tick () {
    if (this.isEnding) return
    const left = Math.round(this.limit - (Date.now() - this.busyAt) / 1000)
    if (left <= 0) this.end()
    else if (left <= Math.min(WARN, this.limit / 2)) this.warn(left)
  }

  warn (left) {
    this.dialog ??= this.build()
    if (!this.dialog.open) this.dialog.showModal()
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
    this.counter.textContent = words
    if (left % 15 === 0 || left <= 20) this.spoken.textContent = `You will be signed out in ${words}.`
  }

  build () {
    this.counter = make('span')
    this.spoken = make('p', { className: 'govuk-visually-hidden', role: 'status' })
    const line = make('p', { className: 'govuk-body' }, 'You will be signed out in ', this.counter, '. Your words are kept.')
    line.setAttribute('aria-hidden', 'true')
    const stay = make('button', { type: 'button', className: 'govuk-button', textContent: 'Stay signed in', autofocus: true, onclick: () => this.stay() })
    const out = make('button', { type: 'button', className: 'govuk-button govuk-button--secondary', textContent: 'Sign out', onclick: () => this.end() })
    return cover([make('h2', { className: 'govuk-heading-m', textContent: 'Are you still here?' }), line, this.spoken,
      make('div', { className: 'govuk-button-group' }, stay, out)], { label: 'Time-out', onCancel: () => this.stay() })
  }

  async end () {
    if (this.isEnding) return
    this.isEnding = true
    this.dialog?.close()
    const { signOutUrl, signInUrl } = frame()
    const words = make('p', { className: 'govuk-body', textContent: 'Nobody can read the page behind this message.' })
    const link = make('a', { className: 'govuk-button', href: `${signInUrl}?next=${encodeURIComponent(here())}`, textContent: 'Sign in again', autofocus: true })
    const gone = cover([make('h2', { className: 'govuk-heading-m', textContent: 'You have been signed out' }), words, link], { whole: true, label: 'Signed out' })
    this.title = document.title
    document.title = 'Signed out'
    gone.showModal()
    while (!await saveAll()) {
      words.textContent = 'Your last words could not be saved yet. They are still on this page; leave it open. Trying again.'
      link.target = '_blank'
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN))
    }
    ended.is = true
    words.textContent = 'Nobody can read the page behind this message. What you wrote is saved as a draft.'
    link.target = ''
    if (hasLooseWords()) this.wait(gone, words, link)
    else document.querySelector('main')?.replaceChildren()
    await fetch(signOutUrl, { method: 'POST', headers: { 'X-CSRFToken': token() }, redirect: 'manual' }).catch(() => {})
  }

  wait (gone, words, link) {
    words.textContent = 'Nobody can read the page behind this message. What you wrote waits here: leave this page open, and sign in in the other.'
    link.target = '_blank'
    link.after(putAside(document.querySelector('main'))(() => {
      gone.remove()
      this.isEnding = ended.is = false
      this.busyAt = this.askedAt = Date.now()
      document.title = this.title
    }))
  }
}

/** This page again, with the draft of its form, so that the words come back. */
function here () {
  const draft = document.querySelector('form[data-draft-url] input[name=draft]')?.value
  const address = new URL(location.href)
  if (draft) address.searchParams.set('draft', draft)
  return address.pathname + address.search
}
