// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/snapshot_command.h"

#include "app/cli/command_source.h"
#include "app/cli/local_names.h"
#include "app/cli/output.h"
#include "model/items/connection_filter.h"
#include "model/items/json_lines.h"
#include "model/tracking/connection_tracker.h"

#include <algorithm>
#include <limits>
#include <thread>
#include <tuple>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// How long to look for the processes of sockets before printing without.
constexpr auto kOwnerPatience = 3s;

bool isListening(const ConnectionSnapshot& connection) {
    return connection.id.protocol == Protocol::Tcp ? connection.state == TcpState::Listen
                                                   : connection.state == TcpState::Closed;
}

/// A table read once, or twice if processes were still being looked for.
std::vector<ConnectionSnapshot> readSockets(ObservationSource& source, SourceStatus& status) {
    constexpr auto kNoLimit = std::numeric_limits<std::size_t>::max();
    ConnectionTracker tracker({.connections = kNoLimit, .halfOpen = kNoLimit});
    const auto patience = std::chrono::steady_clock::now() + kOwnerPatience;
    while (true) {
        source.collect(tracker, {});
        status = source.status();
        if (!status.ownersPending || std::chrono::steady_clock::now() > patience)
            break;
        // With a new table those that are gone meanwhile are no longer looked for.
        std::this_thread::sleep_for(5ms);
        source.refreshSoon();
    }
    return tracker.takeChanges().changed;
}

/// UDP has no states: a socket has a peer or none.
std::string_view stateText(const ConnectionSnapshot& connection) {
    if (connection.id.protocol == Protocol::Tcp)
        return name(connection.state);
    return connection.state == TcpState::Established ? "connected" : "unconnected";
}

QByteArray tableText(const std::vector<ConnectionSnapshot>& connections,
                     const CommandSource& source) {
    using Align = TextTable::Align;
    std::vector<TextTable::Column> columns{{"Proto"},
                                           {"State"},
                                           {"Recv-Q", Align::Right},
                                           {"Send-Q", Align::Right},
                                           {"Local address"},
                                           {"Remote address"},
                                           {"Process"}};
    if (source.coversAll())
        columns.insert(columns.begin(), {"Netns"});
    TextTable table(std::move(columns));
    const auto view = [](std::string_view text) {
        return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    };
    for (const ConnectionSnapshot& connection : connections) {
        std::vector<QByteArray> cells{
            view(name(connection.id.protocol)),
            view(stateText(connection)),
            QByteArray::number(connection.receiveQueue),
            QByteArray::number(connection.sendQueue),
            QByteArray::fromStdString(connection.id.tuple.local.toString()),
            QByteArray::fromStdString(connection.id.tuple.remote.toString()),
            ownerCell(connection.owner)};
        if (source.coversAll())
            cells.insert(cells.begin(), source.cell(connection.id.netns));
        table.addRow(std::move(cells));
    }
    return table.toText();
}

} // namespace

int runSnapshot(const CommandLine& line) {
    const FilterParseResult parsed = ConnectionFilter::parse(line.filter);
    if (parsed.verdict == FilterParseResult::Verdict::Invalid) {
        printError(QStringLiteral("The filter \"%1\" is not understood: %2")
                       .arg(line.filter, parsed.message));
        return 2;
    }
    if (parsed.verdict == FilterParseResult::Verdict::Surprising)
        printError(parsed.message);
    const CommandSource source(line);
    if (source.get() == nullptr) {
        printError(source.problem());
        return 1;
    }
    SourceStatus status;
    std::vector<ConnectionSnapshot> connections = readSockets(*source.get(), status);
    const QString problem = QString::fromStdString(status.problem);
    if (status.health == SourceStatus::Health::Failed ||
        (status.health == SourceStatus::Health::Degraded &&
         status.way == SourceStatus::Way::Netlink && connections.empty())) {
        printError(problem);
        return 1;
    }
    const LocalNames names;
    const NamesElsewhere namesElsewhere;
    const auto now =
        std::chrono::time_point_cast<Timestamp::duration>(std::chrono::system_clock::now());
    const FilterContext here{now, names};
    const FilterContext elsewhere{now, namesElsewhere};
    std::erase_if(connections, [&](const ConnectionSnapshot& connection) {
        return connection.closed || (line.listening && !isListening(connection)) ||
               !parsed.filter.matches(connection,
                                      source.isElsewhere(connection.id.netns) ? elsewhere : here);
    });
    std::sort(connections.begin(), connections.end(),
              [](const ConnectionSnapshot& a, const ConnectionSnapshot& b) {
                  const bool firstA = isListening(a);
                  const bool firstB = isListening(b);
                  return std::tie(a.id.netns, a.id.protocol, firstB, a.id.tuple, a.key) <
                         std::tie(b.id.netns, b.id.protocol, firstA, b.id.tuple, b.key);
              });
    RunSummary summary;
    summary.connections = connections.size();
    for (const QString& warning : {source.problem(), problem}) {
        if (warning.isEmpty())
            continue;
        printError(warning);
        summary.warnings.append(warning.toUtf8());
    }
    if (!line.json)
        return printText(tableText(connections, source)) ? 0 : 1;
    QByteArray lines;
    for (const ConnectionSnapshot& connection : connections)
        lines += socketLine(connection, source.name(connection.id.netns)) + '\n';
    return printText(lines) && printLine(summaryLine(summary)) ? 0 : 1;
}

} // namespace synoptic
