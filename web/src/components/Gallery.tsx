import { Button, Checkbox, Drawer, PasswordInput, Select, Tabs, TextInput, Tooltip } from '@mantine/core';
import { useMemo, useState } from 'react';
import { setPreference, usePreferences } from '../lib/preferences';
import { Cells } from './gallery/Cells';
import { Charts } from './gallery/Charts';
import './gallery/gallery.css';
import { Sentences } from './gallery/Sentences';
import { walk } from './gallery/sample';
import { Table } from './gallery/Table';
import { Empty, KeyHint, LoadingLines, Problem, Readout, Section, Segmented, Spark, StateGlyph, states } from './index';
import { sayState } from './state';

const meanings: Record<(typeof states)[number], string> = {
  ok: 'quiet on purpose: there is no green',
  warning: 'act today',
  accepted: 'a person took it, with an end',
  critical: 'act now',
  unknown: 'no evidence; never zero, never green',
  asleep: 'expected by a calendar',
  stopped: 'stopped by someone',
  running: 'work in progress',
  note: 'worth knowing',
  template: 'not a running thing',
};

/** Every component in every state, for the people who build with them. In development builds only. */
export default function Gallery() {
  const { theme, density } = usePreferences();
  return (
    <main className="px-gallery">
      <div className="px-gallery-bar">
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: 'auto', label: 'Auto' },
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
          ]}
          onChange={(value) => setPreference('theme', value)}
        />
        <Segmented
          label="Density"
          value={density}
          options={[
            { value: 'dense', label: 'Dense' },
            { value: 'roomy', label: 'Roomy' },
          ]}
          onChange={(value) => setPreference('density', value)}
        />
      </div>
      <Sentences />
      <Readouts />
      <div className="px-gallery-columns">
        <Section title="State glyphs" note="shape, then colour, then word">
          <dl className="px-gallery-list">
            {states.map((state) => (
              <div key={state}>
                <dt>
                  <StateGlyph state={state} cause={meanings[state]} />
                  {sayState(state, null)}
                </dt>
                <dd className="mid">{meanings[state]}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Cells />
        <Lists />
      </div>
      <Table />
      <Charts />
      <Controls />
    </main>
  );
}

function Readouts() {
  const cpu = useMemo(() => walk(3, 48, 38, 18), []);
  const spark = <Spark {...cpu} max={100} label="CPU" />;
  return (
    <div className="px-gallery-readouts">
      <Readout label="Nodes answering" value={7} unit="of 9" />
      <Readout label="CPU, 228 threads" value={38} unit="%" aside={spark} />
      <Readout label="Memory, 1.31 TiB" value={69} unit="%" note="99.8 of 128 GiB" />
      <Readout label="Storage" value={null} unknownBecause="no file system has answered" />
      <Readout label="Network, in and out" value="2.9" unit="Gbit/s" aside={spark} />
      <Readout label="Loading" value={null} loading />
    </div>
  );
}

function Lists() {
  return (
    <Section title="A list that cannot show rows">
      <Empty title="No guests match cpu>95" detail="Highest now is ci-runner-1 at 88 %. cpu>80 finds 3." />
      <hr className="px-gallery-rule" />
      <Empty
        title="No cluster yet"
        detail="Give one address of any node; the rest is found. About 2 minutes."
        actions={
          <>
            <Button variant="filled">Add a cluster</Button>
            <Button>Import…</Button>
          </>
        }
      />
      <hr className="px-gallery-rule" />
      <Problem
        title="pve3 answers 403"
        detail="The token lacks Sys.Audit on /nodes. Everything else is shown; disks and services of pve3 are unknown."
        fix="pveum acl modify /nodes -token 'proxima@pve!ro' -role PVEAuditor"
        retry={() => undefined}
      />
      <hr className="px-gallery-rule" />
      <LoadingLines note="loading 62 guests; shown after 300 ms only" />
    </Section>
  );
}

function Controls() {
  const [range, setRange] = useState<'1h' | '24h' | '7d'>('24h');
  const [open, setOpen] = useState(false);
  return (
    <div className="px-gallery-columns">
      <Section title="Controls">
        <div className="px-gallery-row">
          <Button variant="filled">Approve</Button>
          <Button>Reject</Button>
          <Button disabled>Undo</Button>
          <Button variant="danger">Remove 3 records…</Button>
          <Button variant="quiet" onClick={() => setOpen(true)}>
            Open the drawer
          </Button>
        </div>
        <div className="px-gallery-row">
          <Segmented
            label="Range"
            value={range}
            options={[
              { value: '1h', label: '1 h' },
              { value: '24h', label: '24 h' },
              { value: '7d', label: '7 d' },
            ]}
            onChange={setRange}
          />
          <Tooltip label="A tooltip">
            <Button>Hover</Button>
          </Tooltip>
          <KeyHint keys={['g', 'n']} />
          <KeyHint keys="?" />
        </div>
        <Tabs defaultValue="a">
          <Tabs.List>
            <Tabs.Tab value="a">Storage</Tabs.Tab>
            <Tabs.Tab value="b">Network</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      </Section>
      <Section title="Fields">
        <div className="px-gallery-fields">
          <TextInput label="Name" description="As you will log in" placeholder="anna" required />
          <PasswordInput label="Password" error="At least 12 characters; this has 4." />
          <Select label="Unit" data={['Mbit/s', 'MB/s']} defaultValue="Mbit/s" />
          <Checkbox label="Single-letter keys" defaultChecked />
        </div>
      </Section>
      <Drawer opened={open} onClose={() => setOpen(false)} title="pve2, disk sdb">
        Reallocated sectors 8, then 64 in 6 h.
      </Drawer>
    </div>
  );
}
