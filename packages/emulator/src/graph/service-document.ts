import type { Answer, Call } from '../core/service.ts';
import { container, readType, type SchemaType, types } from '../schema/schema.ts';
import { GraphRefusal } from './refusal.ts';

/** What Graph tells everybody, without a token: what it has, and how that looks. */
export function publicAnswer({ method, url }: Call, version: string, path: string): Answer | null {
  if (path !== '' && path !== '$metadata') return null;
  if (method !== 'GET' && method !== 'HEAD')
    throw new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  if (path === '$metadata') return { status: 200, headers: { 'content-type': 'application/xml' }, body: schemaXml() };
  const value = [...container].map(([name, type]) => ({
    name,
    kind: readType(type).collection ? 'EntitySet' : 'Singleton',
    url: name,
  }));
  return { status: 200, body: { '@odata.context': `${url.origin}/${version}/$metadata`, value } };
}

let written: string | undefined;

/** The schema of what the practice cloud has, as CSDL: https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01 */
function schemaXml(): string {
  written ??= `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">${[
    ...types.values(),
  ]
    .map(typeXml)
    .join(
      '',
    )}${[...types.values()].flatMap(actionsXml).join('')}${containerXml()}</Schema></edmx:DataServices></edmx:Edmx>`;
  return written;
}

function typeXml(type: SchemaType): string {
  const name = `Name="${type.name}"`;
  if (type.kind === 'enum' || type.kind === 'flags') {
    const members = type.members.map((member, at) => {
      const value = type.kind === 'flags' ? 2 ** at : at;
      return `<Member Name="${member}" Value="${value}"/>`;
    });
    return `<EnumType ${name}${type.kind === 'flags' ? ' IsFlags="true"' : ''}>${members.join('')}</EnumType>`;
  }
  const element = type.kind === 'entity' ? 'EntityType' : 'ComplexType';
  const base = type.base ? ` BaseType="${fullName(type.base)}"` : '';
  const key = type.name === 'entity' ? '<Key><PropertyRef Name="id"/></Key>' : '';
  const properties = [...type.properties].map(([property, text]) => memberXml('Property', property, text));
  const navigation = [...type.navigation].map(([property, text]) => memberXml('NavigationProperty', property, text));
  const open = type.open ? ' OpenType="true"' : '';
  return `<${element} ${name}${base}${open}>${key}${[...properties, ...navigation].join('')}</${element}>`;
}

function memberXml(element: string, name: string, text: string): string {
  return `<${element} Name="${name}" Type="${fullType(text)}"${readType(text).nullable ? '' : ' Nullable="false"'}/>`;
}

function actionsXml(type: SchemaType): string[] {
  return [...type.actions].map(([name, parameters]) => {
    const own = memberXml('Parameter', 'bindingParameter', type.name);
    const given = [...parameters].map(([parameter, text]) => memberXml('Parameter', parameter, text));
    return `<Action Name="${name}" IsBound="true">${[own, ...given].join('')}</Action>`;
  });
}

function containerXml(): string {
  const sets = [...container].map(([name, text]) => {
    const { name: type, collection } = readType(text);
    return collection
      ? `<EntitySet Name="${name}" EntityType="${fullName(type)}"/>`
      : `<Singleton Name="${name}" Type="${fullName(type)}"/>`;
  });
  return `<EntityContainer Name="GraphService">${sets.join('')}</EntityContainer>`;
}

const fullName = (name: string) => (name.startsWith('Edm.') ? name : `microsoft.graph.${name}`);

function fullType(text: string): string {
  const { name, collection } = readType(text);
  return collection ? `Collection(${fullName(name)})` : fullName(name);
}
