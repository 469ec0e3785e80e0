// Svelte runs in runes mode everywhere.
export default { compilerOptions: { runes: true } };
