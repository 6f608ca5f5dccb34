import {
  type ArgumentNode,
  type ASTVisitor,
  type DirectiveNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ValidationContext,
  visit,
} from 'graphql';

/*
 * The rules by which graphql-js 17 validates `@defer`; graphql-js 16 has none. https://github.com/graphql/graphql-spec/pull/1110
 */

/** Requires each label to be a string literal, and unique. */
function labelsRule(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>();
  return {
    Directive(node) {
      const label = isDefer(node) ? argumentOf(node, 'label')?.value : undefined;
      if (!label) return;
      if (label.kind !== Kind.STRING) {
        context.reportError(refusal(`Argument "@defer(label:)" must be a static string.`, node));
        return;
      }
      const before = known.get(label.value);
      if (before) context.reportError(refusal('Value for arguments "defer(label:)" must be unique.', before, node));
      known.set(label.value, node);
    },
  };
}

/** Refuses `@defer` on the root fields of mutations and subscriptions. */
function rootFieldsRule(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      const type = context.getParentType();
      const schema = context.getSchema();
      for (const operation of [OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION]) {
        if (!type || !isDefer(node) || type !== schema.getRootType(operation)) continue;
        context.reportError(refusal(`Defer directive cannot be used on root ${operation} type "${type.name}".`, node));
      }
    },
  };
}

/** Refuses `@defer` in subscriptions: each event has a single answer. */
function subscriptionsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      for (const part of [operation, ...context.getRecursivelyReferencedFragments(operation)]) {
        visit(part, {
          Directive(node) {
            if (!isDefer(node) || canBeOff(argumentOf(node, 'if'))) return;
            context.reportError(
              refusal(
                'Defer directive not supported on subscription operations. Disable `@defer` by setting the `if` argument to `false`.',
                node,
              ),
            );
          },
        });
      }
    },
  };
}

export const DEFER_RULES = [labelsRule, rootFieldsRule, subscriptionsRule] as const;

const isDefer = ({ name }: DirectiveNode): boolean => name.value === 'defer';

const argumentOf = ({ arguments: args = [] }: DirectiveNode, name: string): ArgumentNode | undefined =>
  args.find((argument) => argument.name.value === name);

function canBeOff(condition: ArgumentNode | undefined): boolean {
  const value = condition?.value;
  return value?.kind === Kind.VARIABLE || (value?.kind === Kind.BOOLEAN && !value.value);
}

const refusal = (message: string, ...nodes: readonly DirectiveNode[]): GraphQLError =>
  new GraphQLError(message, { nodes });
