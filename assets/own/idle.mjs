import { cover, ended, frame, make, token } from './dom.mjs'
import { saveAll } from './drafts.mjs'
import { hasLooseWords, putAside } from './loose.mjs'

const WARN = 300
const STAY_EVERY = 60000
const TRY_AGAIN = 10000
const TELL_EVERY = 1000
const ANSWER_WITHIN = 5000
const DOING = ['keydown', 'pointerdown', 'scroll', 'input']

/**
 * Five minutes before the idle limit a dialog counts down and offers to stay; being busy on the page keeps the session alive.
 * When time is up the page is covered, not left: the words are a draft, and signing in again leads back to this form. Words of a
 * form without a draft wait in the page itself, out of sight, until the same person has signed in in another tab.
 *
 * One session has many tabs. Each tells the others when it was busy, a time and nothing else; and as a tab that slept may not have
 * heard, the server is asked before a tab ends what another one still uses. Where it cannot be asked, this tab alone is covered.
 */
export function watchIdle () {
  const { idleMinutes, stayUrl } = frame()
  if (idleMinutes && stayUrl) new Idle(Number(idleMinutes) * 60, stayUrl)
}

class Idle {
  constructor (limit, stayUrl) {
    this.limit = limit
    this.stayUrl = stayUrl
    this.others = new BroadcastChannel('busy')
    this.others.onmessage = ({ data }) => this.heard(data)
    this.toldAt = 0
    this.askedAt = Date.now()
    this.isBusyNow()
    DOING.forEach((name) => document.addEventListener(name, () => this.busy(), { passive: true, capture: true }))
    setInterval(() => this.tick(), 1000)
    document.addEventListener('visibilitychange', () => this.tick())
  }

  busy () {
    if (this.dialog?.open || this.isEnding) return
    this.isBusyNow()
    if (this.busyAt - this.askedAt > STAY_EVERY) this.stay()
  }

  isBusyNow () {
    this.busyAt = Date.now()
    if (this.busyAt - this.toldAt < TELL_EVERY) return
    this.toldAt = this.busyAt
    this.others.postMessage(this.busyAt)
  }

  heard (busyAt) {
    if (this.isEnding || busyAt <= this.busyAt) return
    this.busyAt = busyAt
    this.dialog?.close()
  }

  stay () {
    this.isBusyNow()
    this.askedAt = this.busyAt
    fetch(this.stayUrl, { cache: 'no-store' }).catch(() => {})
    this.dialog?.close()
  }

  get left () {
    return Math.round(this.limit - (Date.now() - this.busyAt) / 1000)
  }

  tick () {
    if (this.isEnding) return
    const left = this.left
    if (left <= 0) this.timeIsUp()
    else if (left <= Math.min(WARN, this.limit / 2)) this.warn(left)
  }

  async timeIsUp () {
    if (this.isAsking) return
    this.isAsking = true
    const left = await this.ask()
    this.isAsking = false
    if (left > 0) this.heard(Date.now() - (this.limit - left) * 1000)
    else if (this.left <= 0) this.end({ isOver: left === 0 })
  }

  /** How many seconds the server still gives the session, by whichever tab; nothing where it does not say. Asking is not being busy. */
  async ask () {
    try {
      const answer = await fetch(frame().leftUrl, { cache: 'no-store', headers: { 'X-Refresh': '1' }, signal: AbortSignal.timeout(ANSWER_WITHIN) })
      return (await answer.json()).seconds
    } catch {
      return null
    }
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
    const out = make('button', { type: 'button', className: 'govuk-button govuk-button--secondary', textContent: 'Sign out', onclick: () => this.end({ isOver: true }) })
    return cover([make('h2', { className: 'govuk-heading-m', textContent: 'Are you still here?' }), line, this.spoken,
      make('div', { className: 'govuk-button-group' }, stay, out)], { label: 'Time-out', onCancel: () => this.stay() })
  }

  async end ({ isOver }) {
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
    if (isOver) await fetch(signOutUrl, { method: 'POST', headers: { 'X-CSRFToken': token() }, redirect: 'manual' }).catch(() => {})
  }

  wait (gone, words, link) {
    words.textContent = 'Nobody can read the page behind this message. What you wrote waits here: leave this page open, and sign in in the other.'
    link.target = '_blank'
    link.after(putAside(document.querySelector('main'))(() => {
      gone.remove()
      this.isEnding = ended.is = false
      this.isBusyNow()
      this.askedAt = this.busyAt
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
