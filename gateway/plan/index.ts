export { planDeferral } from './compile/plan-deferral.ts';
export type { Deferral } from './deferral.ts';
export { openEvents, runEvent } from './event.ts';
export { IncrementalDelivery, type ResultPart } from './execute/delivery.ts';
export type { PlanRequest } from './execute/run.ts';
export { runPlan } from './execute.ts';
export type { Plan } from './plan.ts';
export { createPlanOf, type PlanOf, planBytes } from './plans.ts';
