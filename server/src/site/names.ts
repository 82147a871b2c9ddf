/** The folder of a workspace whose files are its own knowledge. */
export const KNOWLEDGE_FOLDER = '.fortios-debug';
/** The settings of the command line are in the same folder. */
export const CONFIGURATION_NAME = 'config.json';

/** True for every `.json` file but the configuration. */
export function isKnowledgeName(name: string): boolean {
  return name.endsWith('.json') && name !== CONFIGURATION_NAME;
}
