const DELAYS_S = [1, 2, 4, 8, 16, 30];

/** With services to watch, a line that has been mute for so long is dead, whatever the operating system believes. */
const MUTE_MS = 90_000;

/**
 * The stream of the board. Reconnects for ever, after 1, 2, 4 … 30 s, and goes on after the last message that it heard; what the
 * gateway does not remember any more it shows anew.
 *
 * @typedef {object} Connection
 * @property {'connecting'|'open'|'waiting'} phase open only once a message has arrived
 * @property {number|null} staleSince local epoch ms of the last message, while there is no connection
 * @property {number|null} retryAt local epoch ms
 */
export class BoardSocket {
  /** @type {WebSocket|null} */
  #socket = null;
  #failures = 0;
  #timer = 0;
  #lastMessage = null;
  /** @type {string|null} */
  #lastId = null;

  /**
   * @param {string} url ws: or wss:
   * @param {(message: {type: string, data: any}) => void} onMessage
   * @param {(connection: Connection) => void} onConnection
   */
  constructor(url, onMessage, onConnection) {
    this.url = url;
    this.onMessage = onMessage;
    this.onConnection = onConnection;
  }

  start() {
    this.#connect();
    setInterval(() => this.#endMute(), 5_000);
    // Laptops wake up and phones find their network: no reason to wait for the rest of half a minute.
    window.addEventListener('online', () => this.retryNow());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.retryNow());
  }

  retryNow() {
    if (this.#timer === 0) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect() {
    this.#timer = 0;
    this.#say('connecting');
    const url = new URL(this.url);
    if (this.#lastId !== null) url.searchParams.set('resume', this.#lastId);
    const socket = new WebSocket(url.href);
    this.#socket = socket;
    socket.onmessage = (event) => this.#socket === socket && this.#receive(event.data);
    socket.onclose = () => this.#socket === socket && this.#retryLater();
  }

  #receive(frame) {
    const first = this.#failures > 0 || this.#state !== 'open';
    this.#failures = 0;
    this.#lastMessage = Date.now();
    if (first) this.#say('open');
    let message;
    try {
      message = JSON.parse(frame);
    } catch (error) {
      console.warn('Tocsin: the gateway sent a frame that is not JSON; it is left out.', error);
      return;
    }
    if (!message || typeof message !== 'object') return;
    this.onMessage(message);
    if (typeof message.id === 'string') this.#lastId = message.id;
  }

  #retryLater() {
    this.#socket = null;
    const delay = DELAYS_S[Math.min(this.#failures, DELAYS_S.length - 1)] * 1000;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#say('waiting', Date.now() + delay);
  }

  #endMute() {
    if (this.#state !== 'open' || Date.now() - this.#lastMessage < MUTE_MS) return;
    const socket = this.#socket;
    this.#retryLater();
    socket?.close();
  }

  #state = 'connecting';

  #say(phase, retryAt = null) {
    this.#state = phase;
    this.onConnection({ phase, retryAt, staleSince: phase === 'open' ? null : this.#lastMessage });
  }
}
