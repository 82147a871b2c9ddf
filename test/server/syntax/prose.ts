/** Texts about FortiOS that are not captures, by kind: they mention its commands, its daemons and its output. */
export const PROSE: Readonly<Record<string, string>> = {
  'three commands in a guide': `How to see why a login fails

Open the console and switch the output on:

diagnose debug reset
diagnose debug application fnbamd -1
diagnose debug enable

Then let the user log in, and look for the result at the end of the output.`,
  'a guide with prompts': `Collecting a capture

Log in by SSH and type these commands, one after the other:

FGT # diagnose debug console timestamp enable
FGT # diagnose debug application sslvpn -1
FGT # diagnose debug enable

When the user has tried to log in, switch it off again.
The output ends by itself after 30 minutes.
Save what the terminal has shown to a file and send it to the support.`,
  'a note on a daemon': `fnbamd is the daemon that asks the RADIUS and LDAP servers, and forticldd is the one that talks to FortiGuard.
When fnbamd gets FNBAM_DENIED from a server, the user sees that the login was refused.
A result of FNBAM_TIMEOUT means that the server did not answer in time, so look at the route first.
Both daemons can be debugged at once, but fnbamd prints far more than forticldd does.`,
  'an article with one quoted line': `The token cannot be activated

When the licence belongs to another unit, the service answers with error 31, as in this line of the output:

{"token":"FTKMOB0123456789","error":{"error_code":31,"error_message":"token does not belong to product"}}

The administrator should then look at the asset in the portal and see which serial number it is registered to.
The licence can be moved by the customer service, who will ask for both of the serial numbers.
It is not enough to delete the token and to add it again, since the licence stays where it is.`,
  'an article with two quoted lines': `An IPsec tunnel does not come up because the two ends have no proposal in common.

The debug output of the gateway that answers shows it in one line:

ike 0:vpn:12: no proposal chosen

Before that it lists the proposals of the other end, one after the other, so that they can be compared with its own.
If the line is missing, then the packets do not arrive at the unit and the route is the first thing to look at.

ike 0:vpn:12: negotiation failure

This line comes after it, and says no more than that the negotiation has ended with an error.
Compare the settings of phase 1 on both of the units and change the one that is wrong.`,
  'release notes': `Resolved issues of this release

812345  The daemon fnbamd stops when a user has more than 500 groups in the directory.
823456  FortiToken codes are refused after the unit was restarted in a cluster.
834567  The command diagnose fortitoken info does not show the drift of a token that is locked.
845678  SSL VPN users with two-factor are asked for the code twice when they use the web mode.`,
  'a list of commands with what they do': `diagnose debug enable - switches the output of the debug on the console on
diagnose debug reset - sets every level of the debug back to what it was
diagnose fortitoken info - lists the tokens with their drift and the status of each
Each of these commands can be typed in the global context or in that of a vdom.
The first one is the one that you will need again and again when you look for an error.
It is switched off by the word disable in the place of enable, and by the end of the session.
The last one shows the server of the tokens and whether it can be reached from the unit.`,
  'a Markdown page with a table': `# Commands

| command | what it does |
| --- | --- |
| \`diagnose debug enable\` | starts the output |
| \`diagnose debug application fnbamd -1\` | shows logins |
| \`execute fortitoken-mobile import\` | adds a licence |

- Use \`diagnose debug disable\` when you are done.
- Tokens such as \`FTKMOB0123456789\` are listed by \`diagnose fortitoken info\`.`,
  'a mail to the support': `Hello,

since we have moved to the new unit, none of the users can log in with the token FTKMOB0123456789 and the others.
We did diagnose debug application fnbamd -1 as you have asked, and it says FNBAM_DENIED for each of them.
The licence is still registered to the old unit FGT60F0000000001, as the portal shows.
Can you move it to the new one, whose serial number is FGT60F0000000002, please?

Regards,
Alex`,
  'a forum thread': `> I get the error "token out of sync" when I log in with FortiToken, and it is the same for all of the users.

The clock of the unit is probably wrong, so that the codes of the tokens do not fit to the time of the unit.
Have a look with get system status and with execute time, and compare it with the clock of the phone.

> That was it, the unit had no NTP server and it was five minutes late. Thanks!

You are welcome. With diagnose fortitoken drift you can see how far the clock of a token is away.`,
  'a change plan': `Plan of the change on Saturday

1. Back up the configuration of the unit and write down which of the users has which token.
2. Switch two-factor off for the users, since a token that is assigned to a user cannot be deleted.
3. On the console: config user local, then edit the user, then unset two-factor, then end.
4. Delete the tokens, and import the licence again with execute fortitoken-mobile import and the code.
5. Assign the tokens to the users and let each of them scan the code that comes with the mail.`,
  'a glossary': `fnbamd: the daemon of FortiOS that asks the servers whether a user may log in.
samld: the daemon that handles the logins by SAML and that talks to the browser of the user.
FTKMOB: the beginning of the serial number of a token that is an app on a phone.
EFTM: the beginning of the number of a licence for such tokens, as it is in the portal.
vdom: a part of a unit that has its own routes, its own policies and its own users.
drift: how far the clock of a token is away from that of the unit, in steps of a minute.`,
  'a lesson': `Lesson 4: who answers when a user logs in?

In this lesson you will see how the FortiGate asks a RADIUS server, and what it does with the answer that comes.
The daemon fnbamd sends the request to the first server of the group, and waits for as long as the timeout says.
If there is no answer, then it asks the second one, and when that is silent too the user is refused.
You can watch it on the console with the command diagnose debug application fnbamd -1 and then diagnose debug enable.
In the exercise you will stop the server and look at what the daemon prints when it gives up.`,
  'minutes of a meeting': `Minutes of the meeting on the VPN, Monday

The firewall team has seen that half of the logins end with FNBAM_TIMEOUT, and that it began when the server was moved.
It was agreed that the timeout of the RADIUS server is set to 30 seconds, and that the team looks at it again on Friday.
The tokens of the new branch, FTKMOB0000000A01 to FTKMOB0000000A20, are ordered and will be there at the end of the month.
Anna will write down how to take a capture with diagnose debug, so that the night shift can do it as well.`,
};
