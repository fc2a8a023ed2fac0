/** A property of the contract, without its name. */
export type Property = Record<string, unknown>;
/** One kind of rule with values that keep and break it. */
export type Case = {
  /** What the name of the test says. */
  rule: string;
  /** The check looked at, without `t.` */
  check: string;
  property: Property;
  /** SQL type in Parquet. */
  type: string;
  passing: (string | null)[];
  failing: (string | null)[];
  /** Default: every value of `failing`. */
  breaks?: (string | null)[];
  only?: 'csv' | 'parquet';
};

export const library = (metric: string, rest: Property): Property => ({
  quality: [{ id: 'q', type: 'library', metric, ...rest }],
});
export const integer = (options: Property): Property => ({
  logicalType: 'integer',
  logicalTypeOptions: options,
});
export const number = (options: Property): Property => ({
  logicalType: 'number',
  logicalTypeOptions: options,
});
export const string = (options: Property): Property => ({
  logicalType: 'string',
  logicalTypeOptions: options,
});
export const date = (options: Property): Property => ({ logicalType: 'date', logicalTypeOptions: options });
export const timestamp = (options: Property): Property => ({
  logicalType: 'timestamp',
  logicalTypeOptions: options,
});
