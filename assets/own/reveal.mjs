/**
 * Shows a block only while its answer is chosen: <div data-shown-when="found=other">, or found=earlier,other. Without script
 * everything shows. What is hidden keeps its words; the server decides whether they count.
 */
export function revealAnswers () {
  document.querySelectorAll('[data-shown-when]').forEach((block) => {
    const form = block.closest('form')
    const [name, answers] = block.dataset.shownWhen.split('=')
    const chosen = answers.split(',')
    const show = () => {
      block.hidden = !new FormData(form).getAll(name).some((value) => chosen.includes(value))
    }
    form.addEventListener('change', show)
    show()
  })
}
