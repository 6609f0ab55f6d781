import { clock, ended, frame } from './dom.mjs'

const TURN = 15000
const OLD = 60

/**
 * Fetches the page in data-refresh-url every 15 seconds and takes over the region with the same id. The age stands in
 * [data-refresh-age], outside the region; a list that could not be renewed says so and how old it is.
 */
export function refreshRegions () {
  document.querySelectorAll('[data-refresh-url][id]').forEach((region) => new Region(region))
}

class Region {
  constructor (region) {
    this.region = region
    this.age = document.querySelector(`[data-refresh-age="${region.id}"]`)
    this.at = new Date()
    setInterval(() => this.turn(), TURN)
    setInterval(() => this.tell(), 1000)
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.turn() })
    this.tell()
  }

  get isBusy () {
    return document.hidden || ended.is || this.region.contains(document.activeElement) || this.region.querySelector('details[open]')
  }

  async turn () {
    if (this.isBusy) return
    try {
      const answer = await fetch(this.region.dataset.refreshUrl, { headers: { 'X-Refresh': '1' } })
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.getElementById(this.region.id)
      if (!fresh) throw new Error('region')
      if (!this.isBusy) {
        this.region.replaceChildren(...fresh.childNodes)
        frame().look = fresh.dataset.look ?? frame().look
      }
      this.at = new Date()
    } catch {
      this.hasFailed = true
      return
    }
    this.hasFailed = false
  }

  tell () {
    if (!this.age) return
    const seconds = Math.round((Date.now() - this.at) / 1000)
    const isOld = this.hasFailed || seconds > OLD
    this.age.textContent = isOld ? `Not updated since ${clock(this.at)}. This list may be old.` : `Updated ${seconds < 5 ? 'just now' : `${seconds} seconds ago`}.`
    this.age.classList.toggle('stale', Boolean(isOld))
  }
}
