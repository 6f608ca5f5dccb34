import { z } from 'zod';
import { parseJson, property } from '../../common/json.ts';
import { upperFirst } from '../../common/words.ts';
import type { Finding } from '../../contract/finding.ts';

/** The query for facts that the schema does not contain: the column of a child that has its parent's id. */
export const RELATIONS_QUERY =
  '{ objects(paging: { first: 1000 }) { edges { node { nameSingular fieldsList { name type settings relation { type targetObjectMetadata { nameSingular } targetFieldMetadata { name } } } } } } }';

const Field = z.object({
  name: z.string(),
  type: z.string(),
  settings: z.object({ joinColumnName: z.string().optional() }).nullable(),
  relation: z
    .object({
      type: z.string(),
      targetObjectMetadata: z.object({ nameSingular: z.string() }),
      targetFieldMetadata: z.object({ name: z.string() }),
    })
    .nullable(),
});

const Metadata = z.object({
  data: z.object({
    objects: z.object({
      edges: z.array(z.object({ node: z.object({ nameSingular: z.string(), fieldsList: z.array(Field) }) })),
    }),
  }),
});

/** `Company.people` → `companyId`: the column of a connection's records that has the parent's id. */
export type JoinColumns = ReadonlyMap<string, string>;

/**
 * Returns the join columns of all connections. The settings of a relation to one object contain its column. A
 * relation to several objects (`attachment.target`) has a column for each, `targetCompanyId`; its settings contain any.
 * @param body the answer to `RELATIONS_QUERY`
 * @returns undefined where the answer has no objects, because the API key may not read them
 */
export function joinColumnsIn(body: unknown): JoinColumns | undefined {
  const { data: answer } = Metadata.safeParse(body);
  if (!answer) return undefined;
  const objects = new Map(
    answer.data.objects.edges.map(({ node }) => [
      node.nameSingular,
      new Map(node.fieldsList.map((field) => [field.name, field])),
    ]),
  );
  const columns = new Map<string, string>();
  for (const [parent, fields] of objects) {
    for (const { name, relation } of fields.values()) {
      if (relation?.type !== 'ONE_TO_MANY') continue;
      const inverse = objects.get(relation.targetObjectMetadata.nameSingular)?.get(relation.targetFieldMetadata.name);
      const column =
        inverse?.type === 'MORPH_RELATION'
          ? `${inverse.name}${upperFirst(parent)}Id`
          : inverse?.settings?.joinColumnName;
      if (column) columns.set(`${upperFirst(parent)}.${name}`, column);
    }
  }
  return columns;
}

/** The version of Twenty that the dialect was tested with. */
export const MEASURED_VERSION = '2.21';

/**
 * Reads the version in Twenty's `/client-config`: "2.21.0". Its images have it; a server built from source does not.
 */
export function versionIn(clientConfig: string): string | undefined {
  const version = property(parseJson(clientConfig), 'appVersion');
  return typeof version === 'string' ? /\d+\.\d+\.\d+/.exec(version)?.[0] : undefined;
}

/** Returns a finding where a server's version is not the measured one. */
export function versionFindings(version: string | undefined): readonly Finding[] {
  if (version === undefined || version.startsWith(`${MEASURED_VERSION}.`)) return [];
  return [
    {
      subject: 'Twenty',
      detail: `The server is version ${version}; its answers were measured on ${MEASURED_VERSION}, and may differ.`,
      remedy: `Run ${MEASURED_VERSION}, or compare pages, orders and filters that you depend on.`,
    },
  ];
}
