import { clientCodegen } from '@chronos-graph/client/codegen';

/** For clients that take parsed documents. */
export default clientCodegen({
  documents: 'src/**/*.graphql',
  output: 'src/parsed/',
  documentMode: 'documentNode',
});
