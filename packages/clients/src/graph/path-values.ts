/** OData doubles a quote inside a text: https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html */
export function literal(text: string): string {
  return encodeURIComponent(`'${text.replaceAll("'", "''")}'`);
}

export function segment(id: string): string {
  return encodeURIComponent(id);
}
