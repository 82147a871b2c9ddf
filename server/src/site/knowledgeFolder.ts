/** The folder of a workspace whose files are its own knowledge. */
export const KNOWLEDGE_FOLDER = '.fortios-debug';
/** The configuration of the command line is in the same folder. */
export const CONFIGURATION_NAME = 'config.json';

/** True for every `.json` file except the configuration. */
export function isKnowledgeName(name: string): boolean {
  return name.endsWith('.json') && name !== CONFIGURATION_NAME;
}
