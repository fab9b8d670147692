/** Short answers at the lower edge; a failure stays until it is closed. */
export function toast(text, bad = false) {
  let box = document.querySelector('.toasts');
  if (!box) {
    box = document.createElement('div');
    box.className = 'toasts';
    box.setAttribute('aria-live', 'polite');
    document.body.append(box);
  }
  const item = document.createElement('button');
  item.className = bad ? 'toast bad' : 'toast';
  item.textContent = text;
  item.onclick = () => item.remove();
  box.append(item);
  if (!bad) {
    setTimeout(() => item.remove(), 5000);
  }
}
