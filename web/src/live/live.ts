import { setHubOffset } from '@/lib/clock';
import { TAB_ALIVE_MS } from './protocol';
import { LiveStore } from './store';
import { chooseTransport, type Transport } from './transport';

/** This tab's end of the live connection. */
class Live {
  readonly store = new LiveStore();
  private readonly watched = new Map<string, number>();
  private transport: Transport | null = null;

  /** Joins the stream of this browser; does nothing when it has joined already. */
  start(): void {
    if (this.transport) {
      this.transport.send({ kind: 'retry' });
      return;
    }
    this.transport = chooseTransport()(
      (event) => {
        this.store.receive(event);
        setHubOffset(this.store.getOffset());
      },
      () => this.hello(),
    );
    this.hello();
    setInterval(() => this.transport?.send({ kind: 'alive' }), TAB_ALIVE_MS);
    document.addEventListener('visibilitychange', () => this.hello());
    window.addEventListener('pagehide', () => this.transport?.send({ kind: 'bye' }));
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) this.hello();
    });
  }

  retry(): void {
    this.transport?.send({ kind: 'retry' });
  }

  watch(id: string): () => void {
    this.watched.set(id, (this.watched.get(id) ?? 0) + 1);
    this.hello();
    return () => {
      const left = (this.watched.get(id) ?? 1) - 1;
      if (left > 0) this.watched.set(id, left);
      else this.watched.delete(id);
      this.hello();
    };
  }

  private hello(): void {
    this.transport?.send({
      kind: 'hello',
      watch: [...this.watched.keys()],
      visible: document.visibilityState === 'visible',
    });
  }
}

export const live = new Live();
