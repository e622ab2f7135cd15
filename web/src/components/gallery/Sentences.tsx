import { now } from '../../lib/clock';
import { Evidence, LiveAge, Section, StatusLine } from '../index';

const opened = now();
const four = opened - 4000;

/** The sentence in all its moods. */
export function Sentences() {
  const live = (
    <>
      live, <LiveAge at={four} form="old" />
    </>
  );
  return (
    <Section title="The sentence" note="it always answers, and always says how it knows">
      <div className="px-gallery-say">
        <StatusLine
          severity="ok"
          age={
            <>
              proved <LiveAge at={four} form="ago" />
            </>
          }
        >
          Everything is okay. <span className="mid">9 nodes, 60 guests, every copy in time.</span>
        </StatusLine>
        <StatusLine severity="warning" age={live}>
          <b className="warn">1 problem.</b> <b>pve1</b> <Claim>certificate ends in 9 days</Claim>.
        </StatusLine>
        <StatusLine severity="critical" age={live} also="pve4 asleep as planned">
          <b className="crit">14 problems with 1 cause.</b> <b>kanzlei</b> <Claim>site uplink is down</Claim>,{' '}
          <Claim>3 nodes and 19 guests are unknown</Claim> because of it.
        </StatusLine>
        <StatusLine
          severity="ok"
          age="trying again in 8 s"
          lost={{ since: opened - 42_000, shownFrom: opened - 43_000 }}
        >
          Everything is okay.
        </StatusLine>
        <StatusLine severity="running" age="since 09:41:02">
          <b className="info">Starting.</b> 6 of 9 nodes have reported; the sentence is complete in about 20 s.
        </StatusLine>
      </div>
    </Section>
  );
}

export function Claim({ children }: { children: string }) {
  return (
    <Evidence
      title={children}
      lines={[
        'No answer on 3 paths, 3 of 4 peers agree.',
        { label: 'rule', value: 'node-down, 30 s' },
        { label: 'since', value: '09:30' },
      ]}
      source="/proc/net/route"
      age={<LiveAge at={four} />}
    >
      {children}
    </Evidence>
  );
}
