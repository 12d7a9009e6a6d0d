// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settings.h"

#include "model/items/threshold_fields.h"

#include <QSettings>

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kDefaultInterval = 1000;
constexpr int kDefaultKeepClosed = 600;
constexpr int kMostKeepClosed = 3600;
/// Grows when saved docks or columns no longer fit what the program builds.
constexpr int kShape = 3;
constexpr int kMostRecent = 8;

QByteArray thresholdKey(const ThresholdField& field) {
    return QByteArrayLiteral("diagnosis/") + field.key;
}

const char* docksKey(WindowLayout layout) {
    switch (layout) {
    case WindowLayout::Monitor:
        break;
    case WindowLayout::Learn:
        return "window/docksLearn";
    case WindowLayout::Capture:
        return "window/docksCapture";
    case WindowLayout::Diagnose:
        return "window/docksDiagnose";
    }
    return "window/docksMonitor";
}

struct LayoutKey {
    const char* name;
    WindowLayout first; ///< before a person chose one
};

LayoutKey layoutKey(LookedAt what) {
    switch (what) {
    case LookedAt::Live:
        break;
    case LookedAt::Capture:
        return {"window/layoutOfCaptures", WindowLayout::Capture};
    case LookedAt::Lesson:
        return {"window/layoutOfLessons", WindowLayout::Learn};
    }
    return {"window/layout", WindowLayout::Monitor};
}

const char* columnsKey(bool capture) {
    return capture ? "table/columnsOfCaptures" : "table/columns";
}

} // namespace

Settings::Settings(std::unique_ptr<QSettings> file) : file_(std::move(file)) {
    if (value("window/shape", kShape).toInt() != kShape) {
        for (int layout = 0; layout < kWindowLayoutCount; ++layout)
            setDocks(WindowLayout(layout), {});
        setColumns({}, false);
        setColumns({}, true);
    }
    if (file_)
        setValue("window/shape", kShape);
}

Settings Settings::ofUser() {
    return Settings(std::make_unique<QSettings>());
}

Settings Settings::inFile(const QString& path) {
    return Settings(std::make_unique<QSettings>(path, QSettings::IniFormat));
}

Settings Settings::inMemory() {
    return Settings(nullptr);
}

Settings::~Settings() = default;
Settings::Settings(Settings&&) noexcept = default;

QVariant Settings::value(const char* key, const QVariant& fallback) const {
    const QString name = QLatin1String(key);
    return file_ ? file_->value(name, fallback) : memory_.value(name, fallback);
}

void Settings::setValue(const char* key, const QVariant& value) {
    const QString name = QLatin1String(key);
    if (!file_)
        memory_.insert(name, value);
    else if (file_->value(name) != value)
        file_->setValue(name, value);
}

int Settings::choice(const char* key, int count) const {
    const int chosen = value(key, 0).toInt();
    return chosen >= 0 && chosen < count ? chosen : 0;
}

std::chrono::milliseconds Settings::interval() const {
    const std::chrono::milliseconds kept(value("watch/interval", kDefaultInterval).toInt());
    return kept >= kLeastInterval && kept <= kMostInterval
               ? kept
               : std::chrono::milliseconds(kDefaultInterval);
}

void Settings::setInterval(std::chrono::milliseconds interval) {
    setValue("watch/interval", int(interval.count()));
}

std::chrono::seconds Settings::keepClosed() const {
    const int kept = value("watch/keepClosed", kDefaultKeepClosed).toInt();
    return std::chrono::seconds(kept >= 0 && kept <= kMostKeepClosed ? kept : kDefaultKeepClosed);
}

void Settings::setKeepClosed(std::chrono::seconds time) {
    setValue("watch/keepClosed", int(time.count()));
}

ThemeChoice Settings::theme() const {
    return ThemeChoice(choice("look/theme", 3));
}

void Settings::setTheme(ThemeChoice theme) {
    setValue("look/theme", int(theme));
}

LanguageChoice Settings::language() const {
    return LanguageChoice(choice("look/language", 3));
}

void Settings::setLanguage(LanguageChoice language) {
    setValue("look/language", int(language));
}

MotionChoice Settings::reducedMotion() const {
    return MotionChoice(choice("look/reducedMotion", 3));
}

void Settings::setReducedMotion(MotionChoice motion) {
    setValue("look/reducedMotion", int(motion));
}

bool Settings::allNamespaces() const {
    return value("watch/allNamespaces", false).toBool();
}

void Settings::setAllNamespaces(bool all) {
    setValue("watch/allNamespaces", all);
}

bool Settings::resolveNames() const {
    return value("watch/resolveNames", false).toBool();
}

void Settings::setResolveNames(bool resolve) {
    setValue("watch/resolveNames", resolve);
}

bool Settings::showClosed() const {
    return value("table/showClosed", false).toBool();
}

void Settings::setShowClosed(bool show) {
    setValue("table/showClosed", show);
}

bool Settings::followSelected() const {
    return value("table/followSelected", false).toBool();
}

void Settings::setFollowSelected(bool follow) {
    setValue("table/followSelected", follow);
}

DiagnosisThresholds Settings::thresholds() const {
    DiagnosisThresholds thresholds;
    for (const ThresholdField& field : thresholdFields()) {
        bool isNumber = false;
        const double kept = value(thresholdKey(field).constData()).toDouble(&isNumber);
        if (isNumber && kept >= field.least && kept <= field.most)
            field.set(thresholds, kept);
    }
    return thresholds;
}

void Settings::setThresholds(const DiagnosisThresholds& thresholds) {
    const DiagnosisThresholds defaults;
    for (const ThresholdField& field : thresholdFields()) {
        // A default that is left alone follows the program's.
        const double wanted = field.get(thresholds);
        setValue(thresholdKey(field).constData(),
                 qFuzzyCompare(wanted, field.get(defaults)) ? QVariant() : QVariant(wanted));
    }
}

bool Settings::thresholdsAreDefault() const {
    const DiagnosisThresholds now = thresholds();
    const auto fields = thresholdFields();
    return std::all_of(fields.begin(), fields.end(),
                       [&](const ThresholdField& field) { return field.isDefault(now); });
}

QString Settings::filter() const {
    return value("table/filter").toString();
}

void Settings::setFilter(const QString& text) {
    setValue("table/filter", text);
}

int Settings::sortColumn() const {
    return value("table/sortColumn", -1).toInt();
}

Qt::SortOrder Settings::sortOrder() const {
    return value("table/sortDescending", false).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder;
}

void Settings::setSort(int column, Qt::SortOrder order) {
    setValue("table/sortColumn", column);
    setValue("table/sortDescending", order == Qt::DescendingOrder);
}

WindowLayout Settings::layout(LookedAt what) const {
    const LayoutKey key = layoutKey(what);
    const int chosen = value(key.name, int(key.first)).toInt();
    return chosen >= 0 && chosen < kWindowLayoutCount ? WindowLayout(chosen) : key.first;
}

void Settings::setLayout(LookedAt what, WindowLayout layout) {
    setValue(layoutKey(what).name, int(layout));
}

QByteArray Settings::geometry() const {
    return value("window/geometry").toByteArray();
}

void Settings::setGeometry(const QByteArray& geometry) {
    setValue("window/geometry", geometry);
}

QByteArray Settings::helpGeometry() const {
    return value("help/geometry").toByteArray();
}

void Settings::setHelpGeometry(const QByteArray& geometry) {
    setValue("help/geometry", geometry);
}

QByteArray Settings::docks(WindowLayout layout) const {
    return value(docksKey(layout)).toByteArray();
}

void Settings::setDocks(WindowLayout layout, const QByteArray& state) {
    setValue(docksKey(layout), state);
}

QByteArray Settings::columns(bool capture) const {
    return value(columnsKey(capture)).toByteArray();
}

void Settings::setColumns(const QByteArray& state, bool capture) {
    setValue(columnsKey(capture), state);
}

bool Settings::rightsNoteRead() const {
    return value("window/rightsNoteRead", false).toBool();
}

void Settings::setRightsNoteRead(bool read) {
    setValue("window/rightsNoteRead", read);
}

QStringList Settings::recentCaptures() const {
    return value("window/recentCaptures").toStringList().mid(0, kMostRecent);
}

void Settings::setRecentCaptures(const QStringList& paths) {
    setValue("window/recentCaptures", paths.mid(0, kMostRecent));
}

QStringList Settings::recentHosts() const {
    return value("remote/recentHosts").toStringList().mid(0, kMostRecent);
}

void Settings::setRecentHosts(const QStringList& hosts) {
    setValue("remote/recentHosts", hosts.mid(0, kMostRecent));
}

bool Settings::remotePackets() const {
    return value("remote/packets", false).toBool();
}

QString Settings::remoteInterface() const {
    return value("remote/interface").toString();
}

void Settings::setRemote(bool packets, const QString& interface) {
    setValue("remote/packets", packets);
    setValue("remote/interface", interface);
}

QString Settings::captureInterface() const {
    return value("capture/interface").toString();
}

QString Settings::captureFilter() const {
    return value("capture/filter").toString();
}

bool Settings::recordPayload() const {
    return value("capture/recordPayload", false).toBool();
}

void Settings::setCapture(const QString& interface, const QString& filter, bool recordPayload) {
    setValue("capture/interface", interface);
    setValue("capture/filter", filter);
    setValue("capture/recordPayload", recordPayload);
}

SegmentChoices Settings::segments() const {
    const SegmentChoices usual;
    return {value("segments/absoluteNumbers", usual.absoluteNumbers).toBool(),
            value("segments/clockTimes", usual.clockTimes).toBool(),
            value("segments/collapseData", usual.collapseData).toBool(),
            value("segments/compressGaps", usual.compressGaps).toBool(),
            value("segments/packetsRelative", usual.packetsRelative).toBool()};
}

void Settings::setSegments(const SegmentChoices& choices) {
    setValue("segments/absoluteNumbers", choices.absoluteNumbers);
    setValue("segments/clockTimes", choices.clockTimes);
    setValue("segments/collapseData", choices.collapseData);
    setValue("segments/compressGaps", choices.compressGaps);
    setValue("segments/packetsRelative", choices.packetsRelative);
}

QString Settings::lastFolder() const {
    return value("window/lastFolder").toString();
}

void Settings::setLastFolder(const QString& folder) {
    setValue("window/lastFolder", folder);
}

void Settings::sync() {
    if (file_)
        file_->sync();
}

} // namespace synoptic
