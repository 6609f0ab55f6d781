import { clock, ended, make, renewToken, token } from './dom.mjs'

const PAUSE = 2000
const TRY_AGAIN = 10000
const SPEAK_EVERY = 60000
const drafts = []

/**
 * Keeps the words of every form with data-draft-url on the server: two seconds after the last key, on leaving a field and on hiding
 * the page. The answer carries a version; where someone else's is newer, both are shown and neither is written over.
 *
 * Sent: POST, JSON {draft, form, about, version, words}. Answered: 200 {version, saved_at}, or 409 {version, saved_at, words}.
 */
export function keepDrafts () {
  drafts.push(...[...document.querySelectorAll('form[data-draft-url]')].map((form) => new Draft(form)))
}

/** Saves whatever is not saved yet. False where some words could not be, so that nobody takes them off the page. */
export async function saveAll () {
  await Promise.all(drafts.map((draft) => draft.save()))
  return drafts.every((draft) => draft.isKept)
}

class Draft {
  constructor (form) {
    this.form = form
    this.version = Number(form.dataset.draftVersion || 0)
    this.kept = this.fingerprint()
    this.spokenAt = 0
    this.failedAt = null
    this.status = form.querySelector('[data-draft-status]') ?? form.appendChild(make('p', { className: 'govuk-body saved' }))
    this.spoken = this.status.parentNode.insertBefore(make('span', { className: 'govuk-visually-hidden', role: 'status' }), this.status)
    this.listen()
  }

  listen () {
    this.form.addEventListener('input', () => this.soon(PAUSE))
    this.form.addEventListener('focusout', () => this.soon(0))
    this.form.addEventListener('submit', () => { this.sent = true; clearTimeout(this.timer) })
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save() })
  }

  words () {
    const words = {}
    for (const [name, value] of new FormData(this.form)) {
      if (name === 'csrfmiddlewaretoken' || name === 'draft' || typeof value !== 'string') continue
      words[name] = name in words ? [words[name], value].flat() : value
    }
    return words
  }

  fingerprint () {
    return JSON.stringify(this.words())
  }

  get isKept () {
    return this.sent || this.fingerprint() === this.kept
  }

  soon (pause) {
    if (pause === 0 && this.isKept) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), pause)
  }

  async save () {
    const now = this.fingerprint()
    if (this.isKept || this.clashing || ended.is || this.saving) return
    this.saving = true
    try {
      await this.send(now)
    } catch {
      this.failed()
    }
    this.saving = false
    if (!this.isKept && !this.failedAt) this.soon(PAUSE)
  }

  async send (now) {
    const { draftUrl, draftForm, draftAbout } = this.form.dataset
    const body = { draft: this.form.elements.draft?.value, form: draftForm, about: draftAbout || null, version: this.version, words: JSON.parse(now) }
    const answer = await fetch(draftUrl, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token() }
    })
    const held = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {}
    if (answer.status === 409 && held.words) return this.clash(held)
    if (!answer.ok || answer.redirected) {
      await renewToken()
      throw new Error(String(answer.status))
    }
    this.version = held.version
    this.kept = now
    this.failedAt = null
    this.say(`Draft saved ${held.saved_at ?? clock(new Date())}`)
  }

  failed () {
    this.failedAt ??= clock(new Date())
    this.say(`Not saved since ${this.failedAt}. Your words are still on this page. Trying again.`, true)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), TRY_AGAIN)
  }

  say (words, isTrouble = false) {
    this.status.textContent = words
    this.status.classList.toggle('saved--not', isTrouble)
    const now = Date.now()
    if (now - this.spokenAt > SPEAK_EVERY || isTrouble !== this.spokeOfTrouble) {
      this.spoken.textContent = words
      this.spokenAt = now
      this.spokeOfTrouble = isTrouble
    }
  }

  clash (held) {
    this.clashing = true
    const mine = this.words()
    const rows = Object.keys({ ...mine, ...held.words }).filter((name) => String(mine[name] ?? '') !== String(held.words[name] ?? ''))
    const column = (title, words) => make('div', {}, make('h3', { className: 'govuk-heading-s', textContent: title }),
      ...rows.map((name) => make('p', { className: 'govuk-body', textContent: `${this.label(name)}: ${words[name] ?? 'empty'}` })))
    const button = (text, act) => make('button', { type: 'button', className: 'govuk-button govuk-button--secondary', textContent: text, onclick: act })
    this.box = make('div', { className: 'clash', tabIndex: -1, role: 'alert' },
      make('h2', { className: 'govuk-heading-m', textContent: `This draft was changed elsewhere at ${held.saved_at}. Both are below.` }),
      make('div', { className: 'columns columns--halves' }, column('On this page', mine), column('Saved elsewhere', held.words)),
      make('div', { className: 'govuk-button-group' },
        button('Keep the words on this page', () => this.settle(held)),
        button('Keep the words saved elsewhere', () => { this.fill(held.words); this.settle(held) })))
    this.form.prepend(this.box)
    this.box.focus()
  }

  settle (held) {
    this.version = held.version
    this.clashing = false
    this.box.remove()
    this.kept = null
    this.save()
  }

  label (name) {
    const field = this.form.elements[name]
    const first = field instanceof RadioNodeList ? field[0] : field
    const legend = first?.closest('fieldset')?.querySelector('legend')
    return (legend ?? first?.labels?.[0])?.textContent.trim() ?? name
  }

  fill (words) {
    for (const field of this.form.elements) {
      if (!field.name || field.type === 'hidden' || field.type === 'submit') continue
      const values = [words[field.name] ?? []].flat().map(String)
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value)
      else field.value = values[0] ?? ''
    }
  }
}
