import { lineage, navigationType, propertyType, readType, types } from './schema.ts';

const patterns: Record<string, RegExp> = {
  'Edm.Guid': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'Edm.DateTimeOffset': /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,12})?)?(Z|[+-]\d\d:\d\d)$/,
  'Edm.Date': /^\d{4}-\d\d-\d\d$/,
  'Edm.TimeOfDay': /^\d\d:\d\d:\d\d(\.\d+)?$/,
  'Edm.Duration': /^-?P(?=.)(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
  'Edm.Binary': /^[\w+/-]*={0,2}$/,
};

/** Properties that Microsoft Graph shows although the schema does not declare them; the type is open. */
const undeclared = ['servicePrincipal/createdDateTime', 'user/onPremisesProvisioningErrors'];

/** Lists that were found sound: the roles and scopes of an API are the same in every answer. */
const sound = new WeakMap<object, string>();

/** What of a value is not as the schema declares it, each with its path; `written`: as a caller sends it. */
export function faultsOf(value: unknown, type: string, at: string, written = false): string[] {
  const { name, collection, nullable } = readType(type);
  if (value === null) return nullable || collection ? [] : [`${at}: null, but ${name} is never null`];
  if (collection) {
    if (!Array.isArray(value)) return [`${at}: no collection`];
    if (sound.get(value) === name) return [];
    const faults = value.flatMap((item, index) => faultsOf(item, name, `${at}[${index}]`, written));
    if (faults.length === 0 && value.length > 100) sound.set(value, name);
    return faults;
  }
  if (name.startsWith('Edm.')) return isPrimitive(value, name) ? [] : [`${at}: ${JSON.stringify(value)} is no ${name}`];
  const declared = types.get(name);
  if (!declared) return [`${at}: the schema has no type ${name}`];
  if (declared.kind === 'enum' || declared.kind === 'flags') {
    const parts = declared.kind === 'flags' ? String(value).split(',') : [value];
    return parts.every((part) => declared.members.includes(String(part).trim()))
      ? []
      : [`${at}: ${JSON.stringify(value)} is no ${name}`];
  }
  return typeof value === 'object' ? faultsOfObject(value, name, at, written) : [`${at}: no object`];
}

function faultsOfObject(value: object, name: string, at: string, written: boolean): string[] {
  const type = Object.entries(value).find(([member]) => member === '@odata.type')?.[1];
  const own = typeof type === 'string' ? type.replace('#microsoft.graph.', '') : name;
  if (!lineage(own).some((one) => one.name === name)) return [`${at}: ${own} is no ${name}`];
  return Object.entries(value).flatMap(([member, content]) => {
    if (member.includes('@')) return isAnnotation(member, written) ? [] : [`${at}/${member}: no annotation`];
    const declared = propertyType(own, member) ?? navigationType(own, member);
    if (declared) return faultsOf(content, declared, `${at}/${member}`, written);
    return undeclared.includes(`${own}/${member}`) ? [] : [`${at}/${member}: ${own} declares no such property`];
  });
}

const annotation =
  /^(\w+)?@(odata\.)?(context|type|id|editLink|nextLink|count|etag|bind|navigationLink|associationLink)$/;
const isAnnotation = (name: string, written: boolean) =>
  annotation.test(name) && (written || !name.endsWith('odata.bind'));

function isPrimitive(value: unknown, type: string): boolean {
  if (type === 'Edm.Boolean') return typeof value === 'boolean';
  if (/^Edm\.(Byte|Int16|Int32|Int64)$/.test(type)) return Number.isInteger(value);
  if (/^Edm\.(Single|Double|Decimal)$/.test(type)) return typeof value === 'number';
  return typeof value === 'string' && (patterns[type]?.test(value) ?? true);
}
