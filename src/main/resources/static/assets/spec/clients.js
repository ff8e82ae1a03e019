/** A request as other clients would send it. */

/** Within single quotes of a shell. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** @param {string} address of the service @param {any} request */
export const asCurl = (address, request) =>
    `curl ${quoted(`${address}api/v1/runs`)} -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(request, null, 1))}`;

/** JSON as a Python literal. */
function python(value, indent = 0) {
    const next = indent + 4;
    const lines = (open, parts, close) => parts.length === 0 ? open + close
        : `${open}\n${parts.map((part) => " ".repeat(next) + part).join(",\n")},\n${" ".repeat(indent)}${close}`;
    if (Array.isArray(value)) {
        return value.every((item) => typeof item !== "object" || item === null) ? `[${value.map((item) => python(item)).join(", ")}]`
            : lines("[", value.map((item) => python(item, next)), "]");
    }
    if (value && typeof value === "object") {
        return lines("{", Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${python(part, next)}`), "}");
    }
    return value === null ? "None" : value === true ? "True" : value === false ? "False" : JSON.stringify(value);
}

/** @param {string} address of the service @param {any} request */
export const asPython = (address, request) => `import requests

request = ${python(request)}
run = requests.post(${JSON.stringify(`${address}api/v1/runs`)}, json=request)
run.raise_for_status()
print(run.json()["id"])
`;
