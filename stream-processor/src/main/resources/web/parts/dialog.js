/** One dialog for what needs a word: shelve, comment, out of service. Resolves to the command, or null. */
import { html, nothing, render } from 'lit';
import { t } from '../lib/i18n.js';

const DURATIONS = [30, 60, 120, 240, 480, 1440];

export function askFor(kind, headline) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'ask';
    document.body.append(dialog);
    const done = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const submit = (event) => {
      event.preventDefault();
      const data = new FormData(event.target);
      const minutes = data.get('minutes');
      done({
        text: String(data.get('text') ?? '').trim(),
        minutes: minutes && minutes !== 'once' ? Number(minutes) : null,
      });
    };
    const needsText = ['SHELVE', 'COMMENT', 'TAKE_OUT_OF_SERVICE'].includes(kind);
    dialog.addEventListener('cancel', () => done(null));
    render(
      html`<form method="dialog" @submit=${submit}>
        <h2>${t(`command.${kind}`)}</h2>
        <p class="dialog-headline">${headline}</p>
        ${kind === 'SHELVE'
          ? html`<fieldset><legend>${t('shelve.howlong')}</legend><div class="choices">
              ${DURATIONS.map(
                (minutes) => html`<label class="choice"><input type="radio" name="minutes" value=${minutes} ?checked=${minutes === 60}><span>${
                  minutes < 60 ? t('span.minutes', { m: minutes }) : t('shelve.hours', { h: minutes / 60 })
                }</span></label>`,
              )}
              <label class="choice"><input type="radio" name="minutes" value="once"><span>${t('shelve.once')}</span></label>
            </div></fieldset>`
          : nothing}
        <label>${t(kind === 'COMMENT' ? 'dialog.comment' : 'dialog.reason')}
          <textarea name="text" rows="3" maxlength="2000" ?required=${needsText} autofocus data-testid="dialog-text"></textarea></label>
        <div class="dialog-buttons">
          <button type="button" @click=${() => done(null)}>${t('dialog.cancel')}</button>
          <button class="primary" data-testid="dialog-submit">${t(`command.${kind}`)}</button>
        </div>
      </form>`,
      dialog,
    );
    dialog.showModal();
  });
}
