import { Component, type ReactNode, Suspense } from 'react';
import { PageFailed } from './PageFailed';

/** A part of a page that is loaded when it is needed. When it fails, the rest of the page stays. */
export class Part extends Component<{ children: ReactNode }, { error: unknown; hasFailed: boolean }> {
  override state = { error: null as unknown, hasFailed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, hasFailed: true };
  }

  override render() {
    if (this.state.hasFailed) return <PageFailed error={this.state.error} />;
    return <Suspense fallback={null}>{this.props.children}</Suspense>;
  }
}
