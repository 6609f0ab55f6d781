import { ended } from './dom.mjs'

const PAUSE = 600

/**
 * While a form with data-resembling-url is filled in, shows in #resembling who may be the same child: asked for after a pause in typing,
 * one question at a time. One letter says too little; one figure may put a day of birth right. Where it cannot be asked, the button
 * beside it still can.
 */
export function showResembling () {
  const form = document.querySelector('form[data-resembling-url]')
  const region = document.getElementById('resembling')
  if (!form || !region) return
  let timer
  let asking
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    try {
      const answer = await fetch(form.dataset.resemblingUrl, { method: 'POST', body: new FormData(form), signal: asking.signal })
      if (!answer.ok || answer.redirected) return
      const part = new DOMParser().parseFromString(await answer.text(), 'text/html')
      region.replaceChildren(...part.body.childNodes)
    } catch {
      // The next key asks again.
    }
  }
  form.addEventListener('input', ({ target }) => {
    if (ended.is || !target.name || (target.type === 'text' && /^\D$/u.test(target.value))) return
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
}
