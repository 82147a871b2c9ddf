/** The folder of a workspace whose files are its own knowledge. */
export const KNOWLEDGE_FOLDER = '.fortios-debug';
/** The settings of the command line stand beside them. */
export const CONFIGURATION_NAME = 'config.json';

/** Whether a file of such a folder is one of knowledge, by its name. */
export function isKnowledgeName(name: string): boolean {
  return name.endsWith('.json') && name !== CONFIGURATION_NAME;
}
