import Testing
import VaultTestSupport

/// The JSON Schema beside the format's page and the import agree, where this machine can validate by a schema.
@Suite(
    "the schema of a dossier's description",
    .enabled("needs python3 with jsonschema") {
        try await VaultProgram().script("python3 -c 'import jsonschema' 2>/dev/null").status == 0
    })
struct DescriptionSchemaTests {
    /// Says of each file in a folder, in order, whether the schema takes it.
    private static let validation = """
        import json, pathlib, sys, jsonschema
        schema = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        for file in sorted(pathlib.Path("d").iterdir()):
            print(file.name, validator.is_valid(json.loads(file.read_text("utf-8"))))
        """

    @Test("takes the example and refuses every member that the import refuses")
    func agreement() async throws {
        let program = try VaultProgram()
        let edits = DescriptionShapeTests.edits
        for (number, edit) in edits.enumerated() { try program.write(try edit.applied(), to: "d/\(100 + number)") }
        try program.write(try VaultProgram.example(), to: "d/example")
        try program.write(Self.validation, to: "validate.py")
        let outcome = try await program.script(
            "python3 validate.py \"$1\"", VaultProgram.sourceRoot + "/docs/formats/dossier-description.schema.json")
        #expect(outcome.errors == "")
        #expect(outcome.lines == edits.indices.map { "\(100 + $0) False" } + ["example True"])
    }
}
