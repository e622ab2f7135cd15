import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withBrowser } from '@/components/testing';
import { live } from '@/live/live';
import { detailSample, hear, openPage, signedIn } from '@/testing/app';
import { findingSample, nodeSample } from '@/testing/samples';

withBrowser();
afterEach(() => live.store.clear());

const nobody = { body: { needsSetup: false, me: null, version: '0.1.0' } };
const line = () => document.querySelector('.px-status-say')?.textContent;

describe('before anybody is signed in', () => {
  it('the_set_up_page_is_all_there_is_on_a_fresh_hub', async () => {
    const { asked } = openPage('/nodes/n1', {
      '/api/access': { body: { needsSetup: true, me: null, version: '0.1.0' } },
    });
    expect(await screen.findByRole('heading', { name: 'Set up Proxima' })).toBeTruthy();
    expect(asked).toEqual(['GET /api/access']);
  });

  it('says_at_the_field_what_the_hub_refused', async () => {
    openPage('/', {
      '/api/access': { body: { needsSetup: true, me: null, version: '0.1.0' } },
      '/api/setup': {
        status: 403,
        body: { code: 'wrong-code', title: 'This is not the set-up code', detail: '4 tries are left' },
      },
    });
    await userEvent.type(await screen.findByLabelText('Set-up code'), 'AAAA');
    await userEvent.type(screen.getByLabelText('Name'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse battery');
    await userEvent.type(screen.getByLabelText('Password again'), 'correct horse battery');
    await userEvent.click(screen.getByRole('button', { name: 'Set up and sign in' }));
    expect(await screen.findByText('This is not the code in the log of the hub. 4 tries are left.')).toBeTruthy();
    expect(screen.getByLabelText('Set-up code').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).not.toBe('true');
  });

  it('signing_in_leads_to_the_address_that_was_asked_for', async () => {
    let isIn = false;
    const { path } = openPage('/settings?tab=account', {
      '/api/access': () => (isIn ? signedIn : nobody),
      '/api/login': () => {
        isIn = true;
        return signedIn;
      },
    });
    await userEvent.type(await screen.findByLabelText('Name'), 'anna');
    await userEvent.type(screen.getByLabelText('Password'), 'correct horse battery');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Signed in as anna')).toBeTruthy();
    expect(path()).toBe('/settings?tab=account');
  });

  it('a_session_that_has_ended_shows_the_login_page', async () => {
    let isIn = true;
    openPage('/nodes', {
      '/api/access': () => (isIn ? signedIn : nobody),
      '/api/nodes': () => {
        isIn = false;
        return { status: 401, body: { code: 'not-signed-in', title: 'Nobody is signed in' } };
      },
    });
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });

  it('a_hub_that_does_not_answer_is_unknown_and_asked_again', async () => {
    let isThere = false;
    openPage('/', { '/api/access': () => (isThere ? nobody : 'lost') });
    expect(await screen.findByText('Unknown. This page lost the hub.')).toBeTruthy();
    isThere = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });
});

describe('the overview', () => {
  it('does_not_say_anything_before_the_hub_did', async () => {
    openPage('/', {});
    expect(await screen.findByRole('heading', { name: 'Overview' })).toBeTruthy();
    expect(line()).toBe('Starting. Waiting for the first answer of the hub.');
    expect(screen.queryByText('No rule is broken')).toBeNull();
    expect(document.body.textContent).not.toContain('0 %');
  });

  it('says_that_everything_is_okay_and_how_it_knows', async () => {
    openPage('/', {});
    await screen.findByRole('heading', { name: 'Overview' });
    hear({}, [nodeSample(), nodeSample({ id: 'n2', name: 'pve2' })]);
    expect(line()).toBe('Everything is okay.');
    expect(screen.getByText(/Looked at 2 nodes, 3 file systems, 2 disks/)).toBeTruthy();
  });

  it('leads_from_the_sentence_to_the_evidence', async () => {
    openPage('/', {});
    await screen.findByRole('heading', { name: 'Overview' });
    const finding = findingSample({ node: 'n1', severity: 'critical', arguments: { mount: '/var', percent: '96' } });
    hear({ severity: 'critical', problems: 1, findings: [finding] }, [
      nodeSample({ severity: 'critical', cause: finding.text }),
      nodeSample({ id: 'n2', name: 'b' }),
    ]);
    const link = await screen.findByRole('link', { name: '/var is 96\u202f% full' });
    expect(link.getAttribute('href')).toBe('/nodes/n1?finding=filesystem-full:n1:/var');
    expect(line()).toBe('1 problem. On pve1 /var is 96\u202f% full.');
  });

  it('draws_a_silent_node_as_unknown_and_never_as_zero', async () => {
    openPage('/', {});
    await screen.findByRole('heading', { name: 'Overview' });
    const silent = nodeSample({
      id: 'n2',
      name: 'ws2',
      severity: 'unknown',
      cause: 'no sample since 11 min',
      cpuBusyPercent: null,
    });
    hear({ severity: 'unknown', nodesAnswering: 1 }, [nodeSample(), silent]);
    const row = (await screen.findByRole('link', { name: 'ws2' })).closest('tr');
    if (row === null) throw new Error('the node has no row');
    expect(within(row).getAllByText('?').length).toBeGreaterThan(2);
    expect(within(row).getAllByText('not known, because no sample since 11 min').length).toBeGreaterThan(0);
    expect(row.textContent).not.toMatch(/\b0\b/);
  });
});

describe('the list of nodes', () => {
  it('says_which_search_excluded_everything', async () => {
    const { asked, path } = openPage('/nodes?search=zzz&sort=-cpu', {
      '/api/nodes': { body: { items: [], total: 0, offset: 0, limit: 100, version: 1 } },
    });
    expect(await screen.findByText('No node is called “zzz”.')).toBeTruthy();
    expect(asked).toContain('GET /api/nodes?search=zzz&sort=cpu&offset=0&limit=100');
    await userEvent.click(screen.getByRole('button', { name: 'Show all nodes' }));
    await waitFor(() => expect(path()).toBe('/nodes'));
  });

  it('pages_by_the_address', async () => {
    const items = [nodeSample()];
    const { asked, path } = openPage('/nodes?page=2', {
      '/api/nodes': { body: { items, total: 250, offset: 100, limit: 100, version: 1 } },
    });
    expect(await screen.findByText('101 to 200 of 250')).toBeTruthy();
    expect(asked).toContain('GET /api/nodes?offset=100&limit=100');
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() => expect(path()).toBe('/nodes?page=3'));
  });

  it('says_that_it_could_not_be_read', async () => {
    openPage('/nodes', {
      '/api/nodes': { status: 500, body: { code: 'internal-error', title: 'This failed inside Proxima' } },
    });
    expect(await screen.findByText('The list of nodes could not be read')).toBeTruthy();
    expect(screen.getByText('This failed inside Proxima.')).toBeTruthy();
  });
});

describe('the page of a node', () => {
  it('says_that_there_is_no_such_node', async () => {
    openPage('/nodes/gone', {
      '/api/nodes/gone': { status: 404, body: { code: 'not-found', title: "There is no node 'gone'" } },
    });
    expect(await screen.findByText('There is no node with this address')).toBeTruthy();
  });

  it('shows_absent_as_a_fact_and_failed_as_unknown', async () => {
    const detail = detailSample();
    const figures = {
      ...detail.figures,
      sensors: { absent: 'no sensors on this host' },
      filesystems: { failed: 'statvfs: input/output error' },
    };
    openPage('/nodes/n1', {
      '/api/nodes/n1': { body: { ...detail, figures } },
      '/api/nodes/n1/processes': { body: { absent: 'not now' } },
    });
    expect(await screen.findByText('no sensors on this host')).toBeTruthy();
    expect(screen.getByText('Unknown, because statvfs: input/output error')).toBeTruthy();
  });

  it('asks_history_for_the_range_of_the_address', async () => {
    const { asked } = openPage('/nodes/n1?range=7d', {
      '/api/nodes/n1': { body: detailSample() },
      '/api/nodes/n1/processes': { body: { absent: 'not now' } },
    });
    await waitFor(() =>
      expect(asked.some((path) => path.includes('/history?') && path.includes('range=7d'))).toBe(true),
    );
    expect(asked.some((path) => path.includes('range=24h') && path.includes('/nodes/n1/'))).toBe(false);
  });

  it('opens_the_evidence_of_the_finding_in_the_address_and_says_when_it_is_over', async () => {
    const finding = findingSample({ advice: 'Free space on /var or grow it' });
    openPage(`/nodes/n1?finding=${finding.key}`, {
      '/api/nodes/n1': {
        body: detailSample({
          findings: [finding],
          summary: nodeSample({ severity: 'warning', cause: finding.text, problems: 1 }),
        }),
      },
      '/api/nodes/n1/processes': { body: { absent: 'not now' } },
    });
    const drawer = await screen.findByRole('dialog');
    expect(within(drawer).getByText('→ Free space on /var or grow it')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('the shell', () => {
  it('names_an_address_that_leads_nowhere', async () => {
    openPage('/nowhere', {});
    expect(await screen.findByText('The address /nowhere leads nowhere.')).toBeTruthy();
  });

  it('says_that_the_hub_is_lost_and_since_when', async () => {
    openPage('/settings', {});
    await screen.findByRole('heading', { name: 'Settings' });
    hear({}, [nodeSample()]);
    const start = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => start + 42_000);
    await waitFor(
      () =>
        expect(line()).toMatch(/^Unknown\. This page lost the hub 4\d\ss ago; what you see is from \d\d:\d\d:\d\d\.$/),
      { timeout: 3000 },
    );
    expect(document.querySelector('.page')?.getAttribute('data-lost')).toBe('true');
  });
});
