import { useMemo } from 'react';
import { Heartbeat, Meter, Section, Spark } from '../index';
import { Claim } from './Sentences';
import { beats, walk } from './sample';

/** What stands in a cell. */
export function Cells() {
  const calm = useMemo(() => walk(11, 40, 52, 26), []);
  const busy = useMemo(() => walk(12, 40, 80, 18), []);
  const gap = useMemo(() => walk(11, 40, 52, 26, [16, 22]), []);
  const ended = useMemo(() => walk(11, 40, 52, 26, [34, 39]), []);
  const none = useMemo(() => walk(11, 40, 52, 26, [0, 39]), []);
  return (
    <Section title="Glyphs in a cell">
      <dl className="px-gallery-list">
        <div>
          <dt>Meter</dt>
          <dd>
            <Meter percent={52} label="Memory" width={64} />
            <Meter percent={89} label="Memory" width={64} />
            <Meter percent={98} label="Memory" width={64} />
          </dd>
        </div>
        <div>
          <dt>cannot tell</dt>
          <dd>
            <Meter percent={97} label="Memory" width={64} kind="cannotTell" />
            <span className="dim">host RSS, never alerts</span>
          </dd>
        </div>
        <div>
          <dt>unknown</dt>
          <dd>
            <Meter percent={null} lastKnown={63} label="Memory" width={64} />
            <span className="dim">tick is the last known</span>
          </dd>
        </div>
        <div>
          <dt>stale</dt>
          <dd>
            <span className="dim">36 %</span> <span className="source">2 h ago</span>
          </dd>
        </div>
        <div>
          <dt>loading</dt>
          <dd>
            <Meter percent={null} kind="loading" label="Memory" width={64} />
            <Spark average={undefined} label="CPU" />
          </dd>
        </div>
        <div>
          <dt>Trend</dt>
          <dd>
            <Spark {...calm} max={100} label="CPU" />
            <Spark {...busy} max={100} warn={80} label="CPU" />
          </dd>
        </div>
        <div>
          <dt>gap, or ended</dt>
          <dd>
            <Spark {...gap} max={100} label="CPU" />
            <Spark {...ended} max={100} label="CPU" />
            <Spark {...none} max={100} label="CPU" />
          </dd>
        </div>
        <div>
          <dt>Heartbeat</dt>
          <dd>
            <Heartbeat
              label="pve2, last 24 h"
              beats={beats(
                ['ok', 20],
                ['warning', 3],
                ['ok', 10],
                ['critical', 3],
                ['ok', 4],
                ['unknown', 6],
                ['ok', 2],
              )}
            />
          </dd>
        </div>
        <div>
          <dt>new, accepted</dt>
          <dd>
            <Heartbeat
              label="pve4, last 24 h"
              beats={beats(['none', 16], ['asleep', 12], ['ok', 12], ['info', 2], ['accepted', 6])}
            />
          </dd>
        </div>
        <div>
          <dt>not allowed</dt>
          <dd className="dim">
            no right: VM.Audit on /vms <Claim>fix</Claim>
          </dd>
        </div>
      </dl>
    </Section>
  );
}
