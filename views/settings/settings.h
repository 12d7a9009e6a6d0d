// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/thresholds.h"
#include "views/theme/theme_manager.h"

#include <QByteArray>
#include <QString>
#include <QVariant>

#include <chrono>
#include <memory>

class QSettings;

namespace synoptic {

enum class LanguageChoice { System, English, SimplifiedChinese };
enum class MotionChoice { System, On, Off }; ///< reduced motion
enum class WindowLayout { Monitor, Learn, Capture, Diagnose };
inline constexpr int kWindowLayoutCount = 4;
enum class LookedAt { Live, Capture, Lesson };

/// How segments are told in ladder and packet list.
struct SegmentChoices {
    bool absoluteNumbers = false;
    bool clockTimes = false;
    bool collapseData = true;
    bool compressGaps = true;
    bool packetsRelative = true; ///< numbers in the packet list

    friend bool operator==(const SegmentChoices&, const SegmentChoices&) = default;
};

/// Everything the program remembers, typed. Values out of range come back as their defaults.
/// GUI thread.
class Settings {
public:
    /// The user's own file.
    static Settings ofUser();
    /// A file of choice; made when first written.
    static Settings inFile(const QString& path);
    /// Remembers until it is destroyed; touches no file.
    static Settings inMemory();
    ~Settings();
    Settings(Settings&&) noexcept;

    static constexpr std::chrono::milliseconds kLeastInterval{100};
    static constexpr std::chrono::milliseconds kMostInterval{10'000};

    std::chrono::milliseconds interval() const;
    void setInterval(std::chrono::milliseconds interval);
    std::chrono::seconds keepClosed() const;
    void setKeepClosed(std::chrono::seconds time);
    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    LanguageChoice language() const;
    void setLanguage(LanguageChoice language);
    MotionChoice reducedMotion() const;
    void setReducedMotion(MotionChoice choice);
    bool allNamespaces() const;
    void setAllNamespaces(bool all);
    bool resolveNames() const;
    void setResolveNames(bool resolve);
    bool showClosed() const;
    void setShowClosed(bool show);
    bool followSelected() const;
    void setFollowSelected(bool follow);

    /// At which numbers the diagnosis speaks up; those of thresholdFields() are remembered.
    DiagnosisThresholds thresholds() const;
    void setThresholds(const DiagnosisThresholds& thresholds);
    bool thresholdsAreDefault() const;

    QString filter() const;
    void setFilter(const QString& text);
    int sortColumn() const; ///< -1: order of appearance
    Qt::SortOrder sortOrder() const;
    void setSort(int column, Qt::SortOrder order);
    /// Each kind of thing looked at has the layout last used for it.
    WindowLayout layout(LookedAt what) const;
    void setLayout(LookedAt what, WindowLayout layout);
    /// Opaque states of window, docks per layout, and table header.
    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QByteArray helpGeometry() const;
    void setHelpGeometry(const QByteArray& geometry);
    QByteArray docks(WindowLayout layout) const;
    void setDocks(WindowLayout layout, const QByteArray& state);
    QByteArray columns(bool capture) const;
    void setColumns(const QByteArray& state, bool capture);
    /// A person has read and closed the note on what needs more rights.
    bool rightsNoteRead() const;
    void setRightsNoteRead(bool read);
    /// Capture files opened last, the newest first.
    QStringList recentCaptures() const;
    void setRecentCaptures(const QStringList& paths);
    /// Hosts watched over ssh last, the newest first; and what was followed there.
    QStringList recentHosts() const;
    void setRecentHosts(const QStringList& hosts);
    bool remotePackets() const;
    QString remoteInterface() const;
    void setRemote(bool packets, const QString& interface);
    /// What packets were captured last; an empty interface: none yet.
    QString captureInterface() const;
    QString captureFilter() const;
    bool recordPayload() const;
    void setCapture(const QString& interface, const QString& filter, bool recordPayload);
    SegmentChoices segments() const;
    void setSegments(const SegmentChoices& choices);
    QString lastFolder() const;
    void setLastFolder(const QString& folder);

    /// Writes what waits to be written.
    void sync();

private:
    explicit Settings(std::unique_ptr<QSettings> file);
    QVariant value(const char* key, const QVariant& fallback = {}) const;
    void setValue(const char* key, const QVariant& value);
    int choice(const char* key, int count) const;

    std::unique_ptr<QSettings> file_; ///< null: in memory
    QVariantMap memory_;
};

} // namespace synoptic
