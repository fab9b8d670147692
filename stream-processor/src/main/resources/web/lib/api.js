/** Calls to the console's API. Every failure becomes an ApiError with a sentence for people. */
let csrf = '';

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function useCsrf(token) {
  csrf = token;
}

async function call(method, url, body) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-Linewatch-Csrf'] = csrf || 'none';
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
    });
  } catch {
    throw new ApiError(0, 'offline', '');
  }
  const text = await response.text();
  let data = {};
  try {
    data = text ? JSON.parse(text) : {};
  } catch {
    throw new ApiError(response.status, 'internal', '');
  }
  if (!response.ok) {
    if (response.status === 401 && data.code === 'login-needed') {
      dispatchEvent(new CustomEvent('lw-login-needed'));
    }
    const error = new ApiError(response.status, data.code ?? 'internal', data.message ?? '');
    error.problems = data.problems;
    throw error;
  }
  return data;
}

export const get = (url) => call('GET', url);
export const post = (url, body) => call('POST', url, body ?? {});
export const put = (url, body) => call('PUT', url, body);
export const query = (values) =>
  new URLSearchParams(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ).toString();
