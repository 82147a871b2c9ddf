// Problems that appear only if two captures are open.
import * as vscode from 'vscode';
import { activate, becomes, closeAll, equal, eventually, hover, LANGUAGE, openText, rule } from './helper';

const TOKEN = 'FTKMOB0000000A01';

/** A request of a unit, and the answer. */
function capture(unit: string, answer: string): string {
  const about = `"serial_number":"${unit}","__clustered_sns":[{"sn":"${unit}"`;
  return [
    `FGT # diagnose fortitoken debug enable`,
    `ftm_cfg_provision_token[417]:provision token: ${TOKEN}`,
    `{"d":{"__type":"SoftToken.ProvisionRequest",${about}}],"tokens":[{"token":"${TOKEN}"}]}}`,
    `ftm_fc_comm_recv_response[277]:receive packet success.`,
    `{"d":{"__type":"SoftToken.ProvisionResponse",${about},"error":null}],"tokens":[{"token":"${TOKEN}",${answer}}]}}`,
    '',
  ].join('\n');
}

const REFUSED = capture(
  'FGT60F0000000001',
  '"error":{"error_code":31,"error_message":"token does not belong to product"}',
);
const GIVEN = capture('FGT60F0000000002', '"token_activation_code":"****","error":null');

suite('Two captures of one cluster', () => {
  suiteSetup(activate);
  teardown(closeAll);

  const of = (uri: vscode.Uri): string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .map(rule)
      .filter(id => id === 'ftm/token-not-of-product' || id.startsWith('cluster/'))
      .sort();

  test('show together who owns the licence, as long as both are open', async () => {
    const refused = await openText(REFUSED, LANGUAGE);
    await becomes('the problems', ['ftm/token-not-of-product'], () => of(refused.uri));
    const given = await openText(GIVEN, LANGUAGE);
    await becomes('the problems', ['cluster/licence-owner', 'ftm/token-not-of-product'], () =>
      of(refused.uri),
    );
    equal(of(given.uri), []);
    const problem = await eventually('the problem', () =>
      vscode.languages.getDiagnostics(refused.uri).find(one => rule(one) === 'cluster/licence-owner'),
    );
    const places = problem.relatedInformation?.map(({ location }) => location.uri.toString()) ?? [];
    equal(places, [given.uri.toString(), refused.uri.toString()], 'the places');
    const reported = await hover(refused.uri, problem.range.start);
    equal(reported.includes('licence with another unit'), true, reported);

    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await becomes('the problems', ['ftm/token-not-of-product'], () => of(refused.uri));
  });
});
