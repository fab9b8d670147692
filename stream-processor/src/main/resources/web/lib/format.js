/** Numbers, units, times and sentences, as people read them. */
import { locale, t, tOr } from './i18n.js';

const UNITS = { Cel: '°C', '1': '', 'm/s2': 'm/s²', 'r/min': 'r/min', '/min': 'r/min', '{rpm}': 'r/min', Ohm: 'Ω', 'l/min': 'l/min', 'L/min': 'l/min' };

export const unitText = (unit) => UNITS[unit] ?? unit ?? '';

export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) {
    return '–';
  }
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
}

export function quantity(value, unit) {
  const shown = unitText(unit);
  return shown ? `${number(value)} ${shown}` : number(value);
}

/** "12 min", "3 h 5 min", "2 d 4 h". */
export function span(ms) {
  const minutes = Math.max(0, Math.floor(ms / 60000));
  if (minutes < 1) {
    return t('span.moment');
  }
  if (minutes < 60) {
    return t('span.minutes', { m: minutes });
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return t('span.hours', { h: hours, m: minutes % 60 });
  }
  return t('span.days', { d: Math.floor(hours / 24), h: hours % 24 });
}

export const since = (instant, now) => span(now - new Date(instant).getTime());

export function time(instant) {
  const date = new Date(instant);
  const today = new Date().toDateString() === date.toDateString();
  return new Intl.DateTimeFormat(
    locale(),
    today
      ? { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }
      : { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
  ).format(date);
}

/** A mark on a time axis: the clock within a day, else the date, as the reader's country writes it. */
export function axisTime(ms, rangeMs) {
  const date = new Date(ms);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  return new Intl.DateTimeFormat(
    locale(),
    rangeMs > 2 * 86_400_000 || midnight ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit', hour12: false },
  ).format(date);
}

export function fullTime(instant) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(
    new Date(instant),
  );
}

export const shortDigest = (digest) => (digest ? digest.replace('sha256:', '').slice(0, 12) : '–');

/** {kind, name} of a source such as site/area/line/asset/limit:vibration_rms; kind is 'gateway' for others. */
export function detectorOf(source) {
  const last = source.slice(source.lastIndexOf('/') + 1);
  const match = /^(limit|model|signal|novelty):(.+)$/.exec(last);
  return match ? { kind: match[1], name: match[2] } : { kind: 'gateway', name: last };
}

/** What a person calls a measured quantity. */
export function quantityName(channelName, channel) {
  const given = channel?.quantity || channelName.replaceAll('_', ' ');
  return tOr(`quantity.${given.toLowerCase()}`, given);
}

/** "Pump P-101: vibration 7.3 mm/s, limit 4.5, for 3 min." */
export function sentence(alert, plant, now) {
  const asset = plant?.asset(alert.asset);
  const name = asset?.name ?? alert.asset.slice(alert.asset.lastIndexOf('/') + 1);
  return `${name}${t('sentence.colon')}${what(alert, asset, now)}`;
}

/** The sentence without the asset's name, for lists that are grouped by asset. */
export function what(alert, asset, now) {
  const length = alert.active
    ? t('sentence.for', { span: since(alert.raisedAt, now) })
    : t('sentence.over', { span: since(alert.clearedAt ?? alert.changedAt, now) });
  return `${fact(alert, asset)}${t('sentence.comma')}${length}${t('sentence.stop')}`;
}

/** Only what was seen, for places that say beside it how long. */
export function fact(alert, asset) {
  const detector = detectorOf(alert.source);
  if (detector.kind === 'gateway') {
    return (alert.cause || t('sentence.gateway', { name: alert.gateway })).replace(/[.。]$/, '');
  }
  if (detector.kind === 'model' && alert.evidence?.picture) {
    return t('sentence.part', { part: alert.evidence.picture.part, percent: number(alert.value) });
  }
  if (detector.kind === 'model') {
    const life = alert.evidence?.life;
    if (life) {
      const hours = (cycles) => number((cycles * life.cycleSeconds) / 3600);
      return t('sentence.life', {
        cycles: number(Math.round(life.cycles)), low: number(Math.round(life.low)), high: number(Math.round(life.high)),
        hours: hours(life.cycles), hoursLow: hours(life.low), hoursHigh: hours(life.high),
      });
    }
    const top = alert.evidence?.contributions?.[0];
    const mostly = top
      ? t('sentence.mostly', { channel: quantityName(top.channel, asset?.channel(top.channel)) })
      : '';
    return t('sentence.model', { percent: number(alert.value), mostly });
  }
  if (detector.kind === 'novelty') {
    // All contexts surprised are 142.9 % of the agent's limit of 0.7: then the value itself is new.
    return t(alert.value > 142 ? 'novelty.value' : 'novelty.order', {
      subject: quantityName(detector.name, asset?.channel(detector.name)), percent: number(alert.value),
    });
  }
  if (detector.kind === 'signal') {
    return signalFact(detector.name, alert, asset);
  }
  const subject = quantityName(detector.name, asset?.channel(detector.name));
  if (!alert.limit) {
    return t('sentence.rate', { subject, value: quantity(alert.value, alert.unit) });
  }
  return t(alert.limit.comparison === 'BELOW' ? 'sentence.below' : 'sentence.above', {
    subject,
    value: quantity(alert.value, alert.unit),
    limit: number(alert.limit.value),
  });
}

/** What is wrong with a signal: its detector is called channel.fault, or channel.inconsistent-with.other. */
function signalFact(name, alert, asset) {
  const pair = /^(.+?)\.inconsistent-with\.(.+)$/.exec(name);
  const [, channel, fault] = pair ? [null, pair[1], 'inconsistent-with'] : /^(.+)\.([^.]+)$/.exec(name) ?? [null, name, 'range'];
  return t(`signal.${fault}`, {
    subject: quantityName(channel, asset?.channel(channel)),
    other: pair ? quantityName(pair[2], asset?.channel(pair[2])) : '',
    value: quantity(alert.value, alert.unit),
  });
}
