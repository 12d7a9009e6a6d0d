// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/findings_model.h"

#include "model/items/finding_text.h"
#include "model/items/format.h"

#include <algorithm>
#include <tuple>

namespace synoptic {

FindingsModel::FindingsModel(QObject* parent) : QAbstractListModel(parent) {}

void FindingsModel::apply(const std::vector<Finding>& changed,
                          const std::vector<std::uint64_t>& forgotten) {
    if (changed.empty() && forgotten.empty())
        return;
    for (const Finding& finding : changed)
        findings_[finding.id] = finding;
    for (const std::uint64_t id : forgotten)
        findings_.erase(id);
    std::vector<std::uint64_t> rows;
    rows.reserve(findings_.size());
    for (const auto& [id, finding] : findings_)
        rows.push_back(id);
    std::sort(rows.begin(), rows.end(), [this](std::uint64_t a, std::uint64_t b) {
        const auto rank = [](const Finding& f) {
            const auto newest = -(f.over ? f.last : f.first).time_since_epoch().count();
            return std::make_tuple(f.over, f.over ? 0 : -int(f.severity), newest, f.id);
        };
        return rank(findings_.at(a)) < rank(findings_.at(b));
    });
    if (rows != rows_) {
        beginResetModel();
        rows_ = std::move(rows);
        endResetModel();
    } else if (!rows_.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
    diagnose();
}

/// Findings name a bounded number of connections each, so this is a few thousand steps at most.
void FindingsModel::diagnose() {
    Diagnoses now;
    for (const auto& [id, finding] : findings_) {
        if (finding.over && live_)
            continue;
        for (const ConnectionKey key : finding.connections) {
            ConnectionDiagnosis& worst = now[key];
            if (worst.finding == 0 || finding.severity > worst.severity)
                worst = {id, finding.rule, finding.severity};
        }
    }
    std::vector<ConnectionKey> changed;
    for (const auto& [key, diagnosis] : now) {
        const auto before = diagnoses_.find(key);
        if (before == diagnoses_.end() || before->second != diagnosis)
            changed.push_back(key);
    }
    for (const auto& [key, diagnosis] : diagnoses_) {
        if (!now.contains(key))
            changed.push_back(key);
    }
    diagnoses_ = std::move(now);
    if (!changed.empty())
        Q_EMIT diagnosesChanged(changed);
}

std::optional<ConnectionDiagnosis> FindingsModel::diagnosis(ConnectionKey key) const {
    const auto at = diagnoses_.find(key);
    return at == diagnoses_.end() ? std::nullopt : std::optional(at->second);
}

QString FindingsModel::diagnosisSummary(ConnectionKey key) const {
    const auto at = diagnoses_.find(key);
    return at == diagnoses_.end() ? QString() : findingSummary(findings_.at(at->second.finding));
}

bool FindingsModel::holdsError(const Endpoint& listener) const {
    return std::any_of(findings_.begin(), findings_.end(), [&](const auto& entry) {
        const Finding& finding = entry.second;
        return !finding.over && finding.severity == FindingSeverity::Error &&
               finding.subject.kind == FindingSubject::Kind::Listener &&
               finding.subject.local == listener;
    });
}

void FindingsModel::clear() {
    beginResetModel();
    findings_.clear();
    rows_.clear();
    diagnoses_.clear();
    endResetModel();
}

void FindingsModel::retranslate() {
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const Finding* FindingsModel::at(int row) const {
    if (row < 0 || row >= rowCount())
        return nullptr;
    return &findings_.at(rows_[static_cast<std::size_t>(row)]);
}

int FindingsModel::rowOf(std::uint64_t id) const {
    const auto at = std::find(rows_.begin(), rows_.end(), id);
    return at == rows_.end() ? -1 : static_cast<int>(at - rows_.begin());
}

int FindingsModel::current() const {
    return static_cast<int>(std::count_if(findings_.begin(), findings_.end(),
                                          [](const auto& entry) { return !entry.second.over; }));
}

const Finding* FindingsModel::alarm(const std::set<std::uint64_t>& muted,
                                    const std::set<Endpoint>& mutedListeners) const {
    for (const std::uint64_t id : rows_) {
        const Finding& finding = findings_.at(id);
        if (finding.over || finding.severity != FindingSeverity::Error)
            return nullptr; // none follows
        const bool quiet = finding.subject.kind == FindingSubject::Kind::Listener &&
                           mutedListeners.contains(finding.subject.local);
        if (!muted.contains(id) && !quiet)
            return &finding;
    }
    return nullptr;
}

int FindingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Finding& finding = *at(index.row());
    QString severity = severityText(finding.severity);
    severity[0] = severity[0].toUpper();
    //: %1 is "Error" or the like, %2 and %3 are times
    const QString since =
        finding.over
            ? tr("%1 · %2 to %3")
                  .arg(severity, formatTimeOfDay(finding.first), formatTimeOfDay(finding.last))
            : tr("%1 · since %2").arg(severity, formatTimeOfDay(finding.first));
    switch (role) {
    case Qt::DisplayRole:
        return findingShortText(finding.rule);
    case Qt::ToolTipRole:
        return findingSummary(finding);
    case Qt::AccessibleTextRole:
        return findingSummary(finding) + QStringLiteral(". ") + since;
    case SeverityRole:
        return static_cast<int>(finding.severity);
    case SubjectRole:
        return findingSubjectText(finding.subject);
    case SinceRole:
        return since;
    case OverRole:
        return finding.over;
    default:
        return {};
    }
}

QString findingFilter(const Finding& finding) {
    const FindingSubject& subject = finding.subject;
    const auto address = [](const char* key, const Endpoint& end) {
        return QLatin1String(key) + QString::fromStdString(end.address.toString());
    };
    switch (subject.kind) {
    case FindingSubject::Kind::Host:
        return finding.rule == RuleId::TimeWaitPressure ? QStringLiteral("state:TIME-WAIT")
                                                        : QString();
    case FindingSubject::Kind::Process: {
        const QString pid = QStringLiteral("pid:%1").arg(subject.pid);
        return finding.rule == RuleId::CloseWaitLeak ? QStringLiteral("state:CLOSE-WAIT ") + pid
                                                     : pid;
    }
    case FindingSubject::Kind::Listener: {
        const QString port = QStringLiteral("sport:%1").arg(subject.local.port);
        return finding.rule == RuleId::SynFlood ? QStringLiteral("state:SYN-RECEIVED ") + port
                                                : port;
    }
    case FindingSubject::Kind::Destination:
        return address("dst:", subject.remote) +
               (subject.remote.port ? QStringLiteral(" dport:%1").arg(subject.remote.port)
                                    : QString());
    case FindingSubject::Kind::Connection:
        return QStringLiteral("sport:%1 dport:%2 ")
                   .arg(subject.local.port)
                   .arg(subject.remote.port) +
               address("dst:", subject.remote);
    }
    return {};
}

} // namespace synoptic
