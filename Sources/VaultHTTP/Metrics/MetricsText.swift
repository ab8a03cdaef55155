internal import DocVault

/// The text that Prometheus reads (exposition format 0.0.4).
struct MetricsText {
    private(set) var text = ""

    init(_ figures: ServiceMetrics.Figures, _ vault: VaultFigures) {
        add("docvault_http_requests_total", "counter", "Requests answered, by route and status.")
        for (series, count) in figures.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            let labels = "method=\"\(series.method)\",route=\"\(series.route)\",status=\"\(series.status)\""
            line("docvault_http_requests_total{\(labels)}", "\(count)")
        }
        let name = "docvault_http_request_duration_seconds"
        add(name, "histogram", "Time from the head of a request to the head of its answer.")
        for (bound, count) in zip(ServiceMetrics.Histogram.bounds, figures.durations.counts) {
            line("\(name)_bucket{le=\"\(bound)\"}", "\(count)")
        }
        line("\(name)_bucket{le=\"+Inf\"}", "\(figures.durations.count)")
        line("\(name)_sum", "\(figures.durations.sum)")
        line("\(name)_count", "\(figures.durations.count)")
        one("docvault_http_connections", "gauge", "Connections that are open.", figures.connections)
        one("docvault_http_received_bytes_total", "counter", "Bytes of bodies received.", figures.receivedBytes)
        one("docvault_http_sent_bytes_total", "counter", "Bytes of bodies sent.", figures.sentBytes)
        one(
            "docvault_http_refused_by_limit_total", "counter", "Requests refused because there were too many.",
            figures.refusedByLimit)
        one("docvault_deposits_total", "counter", "Deposits taken since the start.", vault.deposits)
        one(
            "docvault_deposits_deduplicated_total", "counter", "Those of them whose bytes were here already.",
            vault.deduplicatedDeposits)
        one("docvault_catalog_transactions_total", "counter", "Transactions of the catalog.", vault.transactions)
        one(
            "docvault_catalog_synchronisations_total", "counter",
            "Synchronisations of the disk that they shared: the first divided by these is the size of a group.",
            vault.synchronisations)
        one("docvault_uploads_open", "gauge", "Uploads of which bytes are missing.", vault.openUploads)
        one("docvault_journal_events", "gauge", "Events of the journal.", vault.events)
        one(
            "docvault_journal_unpublished_events", "gauge", "Events that no published checkpoint covers yet.",
            vault.events - vault.publishedEvents)
    }

    private mutating func add(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ value: String) { text += "\(name) \(value)\n" }

    private mutating func one(_ name: String, _ type: String, _ help: String, _ value: Int) {
        add(name, type, help)
        line(name, "\(value)")
    }
}
