import { cliText } from './cliText';
import { type CommandForm, COMMANDS, GLOBAL_OPTIONS, type OptionForm, PROGRAM, WHOLE } from './commandForms';
import { optionText } from './help';
import { shown } from './parseArguments';

// Only `npm run generate` uses it: the page is a file of the npm package.

/** The manual page of the command line, in the markup of man(7). */
export function manualPage(): string {
  const forms: readonly CommandForm[] = COMMANDS;
  return [
    `.TH ${PROGRAM.toUpperCase()} 1`,
    '.SH NAME',
    `${text(PROGRAM)} \\- ${text(cliText(WHOLE.about))}`,
    '.SH SYNOPSIS',
    `.B ${text(PROGRAM)}\n.I command\n[options] [arguments]`,
    '.SH COMMANDS',
    ...forms.map(section),
    '.SH OPTIONS OF EVERY COMMAND',
    ...GLOBAL_OPTIONS.map(option),
    '.SH EXIT STATUS',
    ...forms.flatMap(({ name, paragraphs }) => {
      const exit = paragraphs.flat().find(one => one.endsWith('.exit'));
      return exit ? [`.TP\n.B ${text(name)}\n${text(cliText(exit).replace(/^Exit code: /, ''))}`] : [];
    }),
    '.SH EXAMPLES',
    ...WHOLE.examples.map(one => `.nf\n${text(`${PROGRAM} ${one}`)}\n.fi`),
    '',
  ].join('\n');
}

function section({ name, about, argument, options }: CommandForm): string {
  const called = argument ? ` ${argument.isOptional ? `[${argument.name}]` : argument.name}` : '';
  const words = argument ? [`.TP\n.I ${text(argument.name)}\n${text(cliText(argument.about))}`] : [];
  return [`.SS ${text(name + called)}`, text(cliText(about)), ...words, ...options.map(option)].join('\n');
}

function option(form: OptionForm): string {
  return `.TP\n.B ${text(shown(form))}\n${text(optionText(form))}`;
}

/** A text whose characters have no meaning for man. */
function text(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/[\\-]/g, one => (one === '-' ? '\\-' : '\\e'))
    .replace(/^[.']/, '\\&$&');
}
