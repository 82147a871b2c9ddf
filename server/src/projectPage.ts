// Written by npm run generate from package.json.

/** The page of the repository; undefined until package.json names its owner. */
export const PROJECT_PAGE: string | undefined = undefined;
