// SPDX-License-Identifier: GPL-3.0-or-later
// Which connections a report shows the ladders of, where there are more than it has room for.
#include "model/items/report/report_document.h"
#include "tests/items/item_fixtures.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;

namespace {

using Outcome = ConnectionOutcome;

struct Material : ReportMaterial {
    Material() {
        first = at(0s);
        last = at(60s);
    }
    ConnectionKey add(Outcome outcome, std::uint32_t zeroWindows = 0, std::uint32_t losses = 0) {
        ReportConnection c;
        const ConnectionKey key = connections.size() + 1;
        c.snapshot = connection(key);
        c.snapshot.fromCapture = true;
        c.detail.emplace();
        c.detail->key = key;
        c.detail->outcome = outcome;
        c.detail->ends[1].counts.zeroWindows = zeroWindows;
        c.detail->ends[0].counts.retransmissions = losses;
        connections.push_back(std::move(c));
        return key;
    }
    void find(RuleId rule, FindingSeverity severity, std::vector<ConnectionKey> keys) {
        Finding finding;
        finding.rule = rule;
        finding.severity = severity;
        finding.connections = std::move(keys);
        findings.push_back(std::move(finding));
    }
    std::vector<ConnectionKey> flagged(std::size_t most) const {
        std::vector<ConnectionKey> keys;
        for (const std::size_t place : flaggedConnections(*this, most))
            keys.push_back(connections[place].snapshot.key);
        return keys;
    }
};

using Keys = std::vector<ConnectionKey>;

const ReportSection* section(const ReportDocument& document, const char* heading) {
    for (const ReportSection& one : document.sections) {
        if (one.heading == QLatin1String(heading))
            return &one;
    }
    return nullptr;
}

} // namespace

class FlaggedConnectionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneOfEachKindGoesBeforeTheSecondOfAny() {
        Material m;
        for (int i = 0; i < 20; ++i)
            m.find(RuleId::ResetAfterData, FindingSeverity::Note, {m.add(Outcome::RSTR)});
        const ConnectionKey stalled = m.add(Outcome::SF, 4);
        m.find(RuleId::ZeroWindowStall, FindingSeverity::Warning, {stalled});
        const ConnectionKey flooded = m.add(Outcome::S0);
        m.find(RuleId::SynFlood, FindingSeverity::Error, {flooded});
        QCOMPARE(m.flagged(6), (Keys{flooded, stalled, 1, 2, 3, 4}));
        QCOMPARE(m.flagged(2), (Keys{flooded, stalled}));
        QCOMPARE(m.flagged(1'000).size(), m.connections.size());
    }

    void aGraverFindingOfAKindGoesFirst() {
        Material m;
        m.find(RuleId::CloseWaitLeak, FindingSeverity::Warning, {m.add(Outcome::SF)});
        m.find(RuleId::CloseWaitLeak, FindingSeverity::Error, {m.add(Outcome::SF)});
        QCOMPARE(m.flagged(6), (Keys{2, 1}));
    }

    void troubleThatNoFindingIsAboutIsNotPushedOut() {
        Material m;
        for (int i = 0; i < 9; ++i)
            m.find(RuleId::ResetAfterData, FindingSeverity::Warning, {m.add(Outcome::RSTR)});
        for (int i = 0; i < 400; ++i)
            m.add(Outcome::RSTO); // plain resets
        const ConnectionKey closed = m.add(Outcome::SF, 1);
        const ConnectionKey lossy = m.add(Outcome::SF, 0, 1);
        m.add(Outcome::SF); // all is well
        const Keys six = m.flagged(6);
        QCOMPARE(six, (Keys{1, closed, lossy, 2, 3, 4}));
        QCOMPARE(m.flagged(10'000).size(), std::size_t(411)); // no cap but the one asked for
    }

    void ofAKindTheWorstGoesFirstHoweverBadAllAre() {
        Material m;
        m.add(Outcome::SF, 0, 40);
        m.add(Outcome::SF, 0, 5'000);
        m.add(Outcome::SF, 0, 400);
        QCOMPARE(m.flagged(6), (Keys{2, 3, 1}));
    }

    void theReportSaysHowManyThereAre() {
        Material m;
        for (int i = 0; i < 90; ++i)
            m.add(Outcome::REJ);
        m.find(RuleId::ConnectRefused, FindingSeverity::Warning, {1, 2});
        m.findings.back().connectionsOmitted = 7;
        for (const std::size_t place : flaggedConnections(m, kMostLadders)) {
            LadderContent ladder;
            ladder.connection = m.connections[place].snapshot;
            m.ladders.push_back(std::move(ladder));
        }
        const CaseReport report = buildReport(m);
        QCOMPARE(report.flagged, std::size_t(90));
        const ReportDocument document = reportDocument(report);
        const ReportSection* flagged = section(document, "Flagged connections");
        QVERIFY(flagged);
        QVERIFY2(flagged->note.startsWith(QLatin1String("6 of 90: ")), qPrintable(flagged->note));
        QVERIFY2(flagged->note.contains(QLatin1String("CSV and JSON hold all")),
                 qPrintable(flagged->note));
        QVERIFY2(flagged->note.contains(QLatin1String("count 7 more")), qPrintable(flagged->note));
    }

    void changedThresholdsAreTold() {
        Material m;
        m.add(Outcome::SF);
        const auto words = [](const Material& material) {
            const ReportDocument document = reportDocument(buildReport(material));
            return std::get<QStringList>(section(document, "Method and limits")->body).join(u' ');
        };
        QVERIFY(words(m).contains(QLatin1String("at its default thresholds")));
        m.thresholds.slowHandshake = 2500ms;
        m.thresholds.retransmitShare = 0.25;
        QVERIFY2(words(m).contains(
                     QLatin1String("Slow handshake from: 2.5 s instead of 1 s; Retransmissions: "
                                   "share of the segments: 25% instead of 10%.")),
                 qPrintable(words(m)));
    }
};

QTEST_GUILESS_MAIN(FlaggedConnectionsTest)
#include "tst_flagged_connections.moc"
