/** What the gateway's own answers beside the graph look like: as those of tiles do, which the subgraph gives alone, too. */
export { type Answer, failure, refusal } from '../../subgraphs/analytics/tiles/answer.ts';
