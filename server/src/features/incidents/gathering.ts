import type { Analysis, Coverage, Findings } from '../../analysis';
import { detached, type TextWindow } from '../../syntax';
import { comparableFacts, type IncidentFacts } from '../../presentation/comparing';
import { type Incident, incidentsOf } from '../../presentation/incidents';
import { ENDINGS } from '../../presentation/relevance';
import { type Ending, describeScene } from '../../presentation/outcomes';
import { countProblems, Tally } from '../../presentation/verdict';
import { type DocumentPositions, Positions } from '../positions';
import { shown } from '../shown';
import type { OtherProblem, PartyState, SceneList, SceneSummary, SecretGroup } from './data';
import {
  captureChips,
  MAX_PROBLEMS,
  MAX_SCENES,
  otherProblems,
  releasesOf,
  type SceneOptions,
  sceneSummary,
  verdictData,
} from './list';
import { PartyGatherer } from './parties';
import { secretGroupsOf } from './secrets';

/** The incidents of a capture whose text is no longer in memory. */
export interface GatheredScenes {
  readonly list: SceneList;
  /** The facts by which its incidents are compared, in text order. */
  readonly facts: readonly IncidentFacts[];
  readonly parties: readonly PartyState[];
  readonly secrets: readonly SecretGroup[];
  /** Where each listed incident was read: its window, and its index among the incidents of that window. */
  readonly places: ReadonlyMap<string, WindowPlace>;
}

export interface WindowPlace {
  readonly window: number;
  readonly index: number;
}

/** A listed incident. */
interface Listed {
  readonly order: number;
  readonly summary: SceneSummary;
  readonly facts: IncidentFacts;
  readonly place: WindowPlace;
}

/** Collects the incidents of a capture from the analyses of its windows, in memory that does not grow with its text. */
export class SceneGatherer {
  readonly #ordinals = new Map<string, number>();
  readonly #kept: Record<Ending, Listed[]> = { failed: [], open: [], well: [] };
  readonly #counts: Record<Ending, number> = { failed: 0, open: 0, well: 0 };
  readonly #parties: PartyGatherer;
  readonly #problems: OtherProblem[] = [];
  #releases: ReadonlySet<string> = new Set<string>();
  readonly #tally = new Tally();
  #windows = 0;

  /** @param limit maximum number of listed incidents; failed ones are omitted last */
  constructor(
    readonly options: SceneOptions,
    readonly limit = MAX_SCENES,
  ) {
    this.#parties = new PartyGatherer(options.translate);
  }

  /** Adds the analysis of the next window and a document that converts its offsets to positions in the whole text. */
  add(window: TextWindow, analysis: Analysis, document: DocumentPositions): void {
    const { translate } = this.options;
    const positions = new Positions(document);
    const added: Incident[] = [];
    for (const [index, incident] of incidentsOf(analysis).entries()) {
      const { start } = incident.scene;
      if (start < window.from || start >= window.to) continue;
      const own = this.#numbered(incident);
      added.push(own);
      const described = describeScene(analysis, own.scene, translate);
      const { ending } = described;
      const order = this.#counts.failed + this.#counts.open + this.#counts.well;
      this.#counts[ending]++;
      this.#tally.add(own.scene, described);
      if (this.#kept[ending].length >= this.limit) continue;
      const summary = shown(sceneSummary(analysis, positions, own, this.options));
      const facts = comparableFacts(analysis, own);
      this.#kept[ending].push(detached({ order, summary, facts, place: { window: this.#windows, index } }));
    }
    this.#problems.push(...this.#outside(window, analysis, document));
    this.#parties.add(analysis, document, added);
    this.#releases = detached([...releasesOf(analysis, this.#releases)]).reduce(
      (all, one) => all.add(one),
      new Set<string>(),
    );
    this.#windows++;
  }

  /**
   * Returns the collected incidents; call it after the last window.
   * @param whole the problems and secrets of the whole text
   * @param document converts offsets to positions in the whole text
   */
  finish(
    { findings, secrets, coverage }: Pick<Findings, 'findings' | 'secrets'> & { readonly coverage: Coverage },
    document: Pick<DocumentPositions, 'positionAt'>,
  ): GatheredScenes {
    const { translate, severities } = this.options;
    const listed = ENDINGS.flatMap(ending => this.#kept[ending])
      .slice(0, this.limit)
      .sort((a, b) => a.order - b.order);
    const counts = { ...this.#counts };
    const verdict = {
      ...countProblems(findings, severities, translate),
      tally: this.#tally,
      coverage,
      secrets: secrets.length,
    };
    return {
      list: shown({
        ...verdictData(verdict, translate),
        chips: captureChips(this.#releases, secrets.length, translate),
        scenes: listed.map(({ summary }) => summary),
        problems: this.#problems.slice(0, MAX_PROBLEMS),
        omitted: counts.failed + counts.open + counts.well - listed.length,
        counts,
      }),
      facts: listed.map(({ facts }) => facts),
      parties: detached(this.#parties.parties()),
      secrets: detached(secretGroupsOf(secrets, document, translate)),
      places: new Map(listed.map(({ facts, place }) => [facts.id, place])),
    };
  }

  /** Returns the problems of this window that belong to no scene; one that recurs in the next window is listed once. */
  #outside(
    { from, to }: TextWindow,
    analysis: Analysis,
    document: DocumentPositions,
  ): readonly OtherProblem[] {
    if (this.#problems.length >= MAX_PROBLEMS) return [];
    const own = analysis.findings.filter(({ start }) => from <= start && start < to);
    const known = new Set(this.#problems.map(({ message }) => message));
    const found = otherProblems(analysis, own, new Positions(document), this.options);
    return detached(found.filter(({ message }) => !known.has(message)));
  }

  /** Renumbers an incident for the whole text. */
  #numbered(incident: Incident): Incident {
    const stem = `${incident.kind}/${incident.subject}`;
    const ordinal = (this.#ordinals.get(stem) ?? 0) + 1;
    this.#ordinals.set(detached(stem), ordinal);
    return { ...incident, id: `${stem}/${ordinal}` };
  }
}
