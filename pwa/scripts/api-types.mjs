// Writes src/data/api-types.ts from the server's OpenAPI document, read from standard input:
//   wijkmunt openapi | npm run -s api-types            writes the file
//   wijkmunt openapi | npm run -s api-types -- --check  fails when the file is not what it should be
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('../src/data/api-types.ts', import.meta.url))
const HEAD =
  '// Generated from the OpenAPI document by scripts/api-types.mjs; change the server’s schemas instead.\n'

const schemas = JSON.parse(readFileSync(0, 'utf8')).components.schemas

/** Two schemas of one name carry their module's path in front; as a type that would be unreadable. */
function typeName(name) {
  const [feature, ...rest] = name.replace(/^backend__/, '').split('__')
  const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1)
  return rest.length ? capital(feature) + rest.at(-1) : name
}

/** The TypeScript type of a JSON Schema 2020-12, as far as this server's schemas go. */
function typeOf(schema) {
  if (schema === true || Object.keys(schema).length === 0) return 'unknown'
  if (schema.$ref) return typeName(schema.$ref.split('/').at(-1))
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const parts = schema.anyOf ?? schema.oneOf
  if (parts) return [...new Set(parts.map(typeOf))].join(' | ')
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ')
  return typeOfKind(schema)
}

function typeOfKind(schema) {
  const simple = { string: 'string', boolean: 'boolean', null: 'null', integer: 'number', number: 'number' }
  if (simple[schema.type]) return simple[schema.type]
  if (schema.type === 'array') return arrayType(typeOf(schema.items ?? {}))
  return schema.type === 'object' || schema.properties ? objectType(schema) : 'unknown'
}

const arrayType = (item) => (/[|&]/.test(item) ? `(${item})[]` : `${item}[]`)

function objectType({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `  ${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  )
  if (additionalProperties && fields.length === 0) return `Record<string, ${typeOf(additionalProperties)}>`
  if (additionalProperties) fields.push('  [more: string]: unknown')
  return fields.length ? `{\n${fields.join('\n')}\n}` : 'Record<string, never>'
}

const comment = ({ description }) =>
  description ? `/** ${description.replace(/\s+/g, ' ').replaceAll('*/', '* /').trim()} */\n` : ''

const types = Object.entries(schemas).map(
  ([name, schema]) => `${comment(schema)}export type ${typeName(name)} = ${typeOf(schema)}\n`,
)
const text = [HEAD, ...types].join('\n')

if (!process.argv.includes('--check')) writeFileSync(FILE, text)
else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('src/data/api-types.ts is not what the server’s schemas give: run `npm run api-types`')
  process.exit(1)
}
