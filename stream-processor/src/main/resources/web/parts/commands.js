/** Which commands an alert offers, and sending one. */
import { html, nothing } from 'lit';
import { post } from '../lib/api.js';
import { feed, needsPerson } from '../lib/feed-store.js';
import { sentence } from '../lib/format.js';
import { failureText, t, tOr } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { session } from '../lib/session.js';
import { askFor } from './dialog.js';
import { toast } from './toast.js';

export async function command(kind, alert) {
  const direct = ['ACKNOWLEDGE', 'RESET', 'UNSHELVE', 'RETURN_TO_SERVICE'].includes(kind);
  const answer = direct ? { text: '', minutes: null } : await askFor(kind, sentence(alert, plant, feed.now()));
  if (!answer) {
    return;
  }
  try {
    const reply = await post('/api/alerts/command', {
      kind,
      alertId: alert.id,
      seenRevision: alert.revision,
      ...answer,
    });
    feed.take(reply.alert);
    const bad = reply.outcome !== 'ACCEPTED';
    const name = plant.asset(alert.asset)?.name ?? '';
    const about = name ? name + t('sentence.colon') : '';
    toast(bad ? `${about}${tOr(`outcome.${reply.outcome}`, '')} ${tOr(`reason.${reply.reason}`, reply.message)}` : `${about}${t(`done.${kind}`)}`, bad);
  } catch (error) {
    toast(failureText(error), true);
  }
}

export function commandsOf(alert) {
  const kinds = [];
  if (needsPerson(alert)) {
    kinds.push('ACKNOWLEDGE');
  }
  if (alert.shown === 'LATCHED_ACKNOWLEDGED') {
    kinds.push('RESET');
  }
  if (alert.shown === 'SHELVED') {
    kinds.push('UNSHELVE');
  } else if (alert.shown === 'OUT_OF_SERVICE') {
    kinds.push('RETURN_TO_SERVICE');
  } else {
    kinds.push('SHELVE');
  }
  kinds.push('COMMENT');
  return kinds;
}

function buttons(kinds, alert) {
  return kinds.map(
    (kind) => html`<button class=${kind === 'ACKNOWLEDGE' ? 'primary' : ''} data-testid=${kind.toLowerCase().replaceAll('_', '-')}
      @click=${(event) => { event.stopPropagation(); command(kind, alert); }}>${t(`command.${kind}`)}</button>`,
  );
}

export function commandButtons(alert) {
  return session.may('OPERATOR') ? buttons(commandsOf(alert), alert) : nothing;
}

/** What is seldom done, and so stands under the details only. */
export function rareButtons(alert) {
  return session.may('ENGINEER') && alert.shown !== 'OUT_OF_SERVICE' ? buttons(['TAKE_OUT_OF_SERVICE'], alert) : nothing;
}
