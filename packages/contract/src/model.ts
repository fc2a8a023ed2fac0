/** The model that all rooms after this one work on. It is a document, so its types are those of the schema. */
export type {
  Comparison,
  Constraint,
  Contract,
  ContractColumn as Column,
  ContractLayout as Layout,
  ContractLiteral as Literal,
  ContractLocation as Location,
  ContractTable as Table,
  CountLimit as Limit,
  CountUnit as Unit,
  Demand,
  LogicalType,
  Step,
  TimeSpan,
  TimeUnit,
} from '@proofmark/documents';
