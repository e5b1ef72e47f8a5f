<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>nodegraph</name>
        <message>
            <location filename="actions.py" />
            <location filename="documents/gate.py" />
            <location filename="documents/outputs.py" />
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="documents/gate.py" />
            <location filename="panels/report.py" />
            <source>Node</source>
            <translation>节点</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>View</source>
            <translation>视图</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="documents/gate.py" />
            <location filename="runbar.py" />
            <location filename="running.py" />
            <location filename="tour.py" />
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="docks.py" />
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>New</source>
            <translation>新建</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Open…</source>
            <translation>打开…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Open recent</source>
            <translation>最近打开</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>New from template</source>
            <translation>从模板新建</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="files.py" />
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Save as template…</source>
            <translation>保存为模板…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Share a copy…</source>
            <translation>分享副本…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="beginning.py" />
            <location filename="files.py" />
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="window.py" />
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="window.py" />
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Cut</source>
            <translation>剪切</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Duplicate</source>
            <translation>创建副本</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Duplicate without wires</source>
            <translation>创建不带连线的副本</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Delete with wires</source>
            <translation>连同连线删除</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Add…</source>
            <translation>添加…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="adding.py" />
            <location filename="menus.py" />
            <source>Add note</source>
            <translation>添加便签</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Frame</source>
            <translation>框</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Bypass</source>
            <translation>旁路</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Disable</source>
            <translation>停用</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Collapse</source>
            <translation>折叠</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align left</source>
            <translation>左对齐</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align right</source>
            <translation>右对齐</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align top</source>
            <translation>顶部对齐</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <source>Align bottom</source>
            <translation>底部对齐</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Distribute across</source>
            <translation>水平分布</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Distribute down</source>
            <translation>垂直分布</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Arrange</source>
            <translation>自动排列</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Edit a value…</source>
            <translation>编辑数值…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Connect…</source>
            <translation>连接…</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move left</source>
            <translation>左移</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move right</source>
            <translation>右移</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>Fit all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Fit selection</source>
            <translation>显示所选</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Actual size</source>
            <translation>实际大小</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Pictures in nodes</source>
            <translation>在节点中显示图片</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Snap to grid</source>
            <translation>对齐网格</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Map</source>
            <translation>缩略地图</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="menus.py" />
            <source>View the result</source>
            <translation>查看结果</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Run selected</source>
            <translation>运行所选</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="running.py" />
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="live.py" />
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Live on a part</source>
            <translation>局部实时</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <source>Help for the node</source>
            <translation>节点帮助</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="panels/start.py" />
            <source>Take the tour</source>
            <translation>开始导览</translation>
        </message>
        <message>
            <location filename="actions.py" />
            <location filename="panels/start.py" />
            <source>Upscale a picture…</source>
            <translation>放大一张图片…</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Add {name}</source>
            <translation>添加 {name}</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <location filename="canvas/moving.py" />
            <source>Insert {what}</source>
            <translation>插入 {what}</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Add reroute</source>
            <translation>添加转接点</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>The clipboard holds neither nodes nor a picture nor files.</source>
            <translation>剪贴板中没有节点、图片或文件。</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Note</source>
            <translation>便签</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <location filename="adding.py" />
            <source>Write note</source>
            <translation>编辑便签</translation>
        </message>
        <message>
            <location filename="app.py" />
            <location filename="settings/pages.py" />
            <source>No font for {language} is installed.</source>
            <translation>没有安装适用于{language}的字体。</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>Pictures ({names})</source>
            <translation>图片 ({names})</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>{name} is saved in {folder}.</source>
            <translation>{name} 已保存到 {folder}。</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>Choose a picture to upscale</source>
            <translation>选择要放大的图片</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>{name} is no picture that can be upscaled.</source>
            <translation>{name} 不是可以放大的图片。</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <source>Compare before and after</source>
            <translation>比较前后效果</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <location filename="documents/results.py" />
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <location filename="beginning.py" />
            <location filename="documents/results.py" />
            <source>No program of this system shows the folder {folder}.</source>
            <translation>此系统中没有可显示文件夹 {folder} 的程序。</translation>
        </message>
        <message numerus="yes">
            <location filename="bykeys.py" />
            <location filename="canvas/moving.py" />
            <location filename="chosen.py" />
            <source>%n nodes</source>
            <translation>
                <numerusform>%n 个节点</numerusform>
            </translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <location filename="canvas/handwork.py" />
            <location filename="canvas/moving.py" />
            <source>Move {what}</source>
            <translation>移动 {what}</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>{name} has no values to set.</source>
            <translation>{name} 没有可设置的数值。</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>Nothing fits the ports of {name}.</source>
            <translation>没有可与 {name} 相连的端口。</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>Select one node first; the arrow keys go from node to node.</source>
            <translation>请先选择一个节点；用方向键在节点间移动。</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>{port} from {node}</source>
            <translation>{port} 来自 {node}</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <location filename="canvas/gestures.py" />
            <source>Disconnect</source>
            <translation>断开</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <location filename="canvas/gestures.py" />
            <source>Connect</source>
            <translation>连接</translation>
        </message>
        <message>
            <location filename="bykeys.py" />
            <source>makes {port}: {what}</source>
            <translation>生成 {port}：{what}</translation>
        </message>
        <message>
            <location filename="canvas/gestures.py" />
            <source>An output goes to an input of another node.</source>
            <translation>输出只能连到另一个节点的输入。</translation>
        </message>
        <message>
            <location filename="canvas/given.py" />
            <location filename="canvas/paint_field.py" />
            <source>automatic</source>
            <translation>自动</translation>
        </message>
        <message numerus="yes">
            <location filename="canvas/handwork.py" />
            <source>Cut %n wires</source>
            <translation>
                <numerusform>切断 %n 条连线</numerusform>
            </translation>
        </message>
        <message>
            <location filename="canvas/handwork.py" />
            <location filename="canvas/view.py" />
            <location filename="documents/outputs.py" />
            <location filename="drops.py" />
            <source>Set {name}</source>
            <translation>设置 {name}</translation>
        </message>
        <message>
            <location filename="canvas/moving.py" />
            <source>Take out {what}</source>
            <translation>取出 {what}</translation>
        </message>
        <message>
            <location filename="canvas/node_item.py" />
            <source>The node type {name} is not installed.</source>
            <translation>未安装节点类型 {name}。</translation>
        </message>
        <message>
            <location filename="canvas/node_item.py" />
            <location filename="panels/help.py" />
            <source>a stream, each item {kind}</source>
            <translation>序列，每一项为 {kind}</translation>
        </message>
        <message>
            <location filename="canvas/node_item.py" />
            <source>(set by the parameter {name})</source>
            <translation>（由参数 {name} 设置）</translation>
        </message>
        <message>
            <location filename="canvas/paint_field.py" />
            <source>choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <location filename="canvas/paint_field.py" />
            <location filename="panels/help.py" />
            <source>on</source>
            <translation>开</translation>
        </message>
        <message>
            <location filename="canvas/paint_field.py" />
            <location filename="panels/help.py" />
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <location filename="canvas/paint_node.py" />
            <source>disabled</source>
            <translation>已停用</translation>
        </message>
        <message>
            <location filename="canvas/paint_node.py" />
            <source>bypassed</source>
            <translation>已旁路</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>… queued</source>
            <translation>… 排队中</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>… waits</source>
            <translation>… 等待中</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>✓ kept</source>
            <translation>✓ 已缓存</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>✕ failed</source>
            <translation>✕ 失败</translation>
        </message>
        <message>
            <location filename="canvas/state.py" />
            <source>– skipped</source>
            <translation>– 已跳过</translation>
        </message>
        <message>
            <location filename="canvas/view.py" />
            <source>Canvas</source>
            <translation>画布</translation>
        </message>
        <message>
            <location filename="canvas/view.py" />
            <location filename="fields/acts.py" />
            <location filename="menus.py" />
            <source>Reset {name}</source>
            <translation>重置 {name}</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Delete {what}</source>
            <translation>删除 {what}</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Paste {what}</source>
            <translation>粘贴 {what}</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Another name for {name} (letters, digits and -):</source>
            <translation>{name} 的新名称（字母、数字和 -）：</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="viewer/bars.py" />
            <location filename="wording.py" />
            <source>Color</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Distribute</source>
            <translation>分布</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Put into frame</source>
            <translation>放入框</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Take out of frame</source>
            <translation>移出框</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Remove frame</source>
            <translation>移除框</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Pass no longer</source>
            <translation>取消旁路</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Enable</source>
            <translation>启用</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <location filename="menus.py" />
            <source>Unfold</source>
            <translation>展开</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Select one node to rename it.</source>
            <translation>请选择一个要重命名的节点。</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Cut {what}</source>
            <translation>剪切 {what}</translation>
        </message>
        <message>
            <location filename="chosen.py" />
            <source>Rename {name}</source>
            <translation>重命名 {name}</translation>
        </message>
        <message>
            <location filename="desktop/awake.py" />
            <source>Nothing here keeps the computer from falling asleep during a long run.</source>
            <translation>此处无法阻止计算机在长时间运行时休眠。</translation>
        </message>
        <message>
            <location filename="desktop/surroundings.py" />
            <source>{title} runs</source>
            <translation>{title} 正在运行</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Problems</source>
            <translation>问题</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Nothing is wrong.</source>
            <translation>没有问题。</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Log of the run</source>
            <translation>运行日志</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>What a run tells is listed here.</source>
            <translation>运行中的消息会列在这里。</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Nothing was done yet.</source>
            <translation>尚无操作。</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Panels</source>
            <translation>面板</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Nodes</source>
            <translation>节点</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <location filename="panels/help.py" />
            <source>Outputs</source>
            <translation>输出</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <location filename="panels/queue.py" />
            <source>Runs</source>
            <translation>运行队列</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Viewer</source>
            <translation>查看器</translation>
        </message>
        <message>
            <location filename="docks.py" />
            <source>Problems ({count})</source>
            <translation>问题 ({count})</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>It {verb} {path}, outside the graph's folder; trust the graph to allow it.</source>
            <translation>它会{verb}节点图文件夹之外的 {path}；信任此节点图即可允许。</translation>
        </message>
        <message>
            <location filename="document.py" />
            <location filename="documents/gate.py" />
            <source>writes</source>
            <translation>写入</translation>
        </message>
        <message>
            <location filename="document.py" />
            <location filename="documents/gate.py" />
            <source>reads</source>
            <translation>读取</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>It {verb} what comes over a wire, which may lie anywhere; trust the graph to allow it.</source>
            <translation>它会{verb}连线传来的路径，可能位于任何地方；信任此节点图即可允许。</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>Untitled</source>
            <translation>未命名</translation>
        </message>
        <message>
            <location filename="document.py" />
            <source>Untitled {number}</source>
            <translation>未命名 {number}</translation>
        </message>
        <message>
            <location filename="documents/asking.py" />
            <source>{name} is there already. Replace it?</source>
            <translation>{name} 已存在。是否替换？</translation>
        </message>
        <message>
            <location filename="documents/asking.py" />
            <source>Replace a file</source>
            <translation>替换文件</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Picture (PNG)…</source>
            <translation>图片 (PNG)…</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Drawing (SVG)…</source>
            <translation>矢量图 (SVG)…</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Python program…</source>
            <translation>Python 程序…</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Copy as Python</source>
            <translation>复制为 Python</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Copy command line</source>
            <translation>复制命令行</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Export picture</source>
            <translation>导出图片</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Pictures (*.png)</source>
            <translation>图片 (*.png)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Export drawing</source>
            <translation>导出矢量图</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Drawings (*.svg)</source>
            <translation>矢量图 (*.svg)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Export Python program</source>
            <translation>导出 Python 程序</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Python programs (*.py)</source>
            <translation>Python 程序 (*.py)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Share a copy</source>
            <translation>分享副本</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} is written.</source>
            <translation>已写入 {name}。</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>It is in the clipboard.</source>
            <translation>已复制到剪贴板。</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>The command line names the graph's file; save the graph first.</source>
            <translation>命令行需要节点图的文件名；请先保存节点图。</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Graph (*.ng)</source>
            <translation>节点图 (*.ng)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>Picture that carries the graph (*.png)</source>
            <translation>含节点图的图片 (*.png)</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} is the graph's own file; choose another one for the copy.</source>
            <translation>{name} 是节点图自身的文件；请为副本选择另一个文件。</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} is written. Lay beside it: {names}</source>
            <translation>已写入 {name}。请将以下文件放在旁边：{names}</translation>
        </message>
        <message>
            <location filename="documents/export.py" />
            <source>{name} cannot be written: {reason}.</source>
            <translation>无法写入 {name}：{reason}。</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Trust this graph?</source>
            <translation>信任此节点图吗？</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>{name} was not made here, and it names files outside its own folder. Nothing of them is looked at, read or written until you say that you trust the graph.</source>
            <translation>{name} 不是在这里创建的，并且引用了其文件夹之外的文件。在您确认信任此节点图之前，不会查看、读取或写入其中任何文件。</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Trust this graph</source>
            <translation>信任此节点图</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Looking at what would be written</source>
            <translation>正在检查将写入的内容</translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <source>%n files will be written</source>
            <translation>
                <numerusform>将写入 %n 个文件</numerusform>
            </translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>This is the first run of a graph from elsewhere:</source>
            <translation>这是外来节点图的首次运行：</translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <source>%n files will be replaced</source>
            <translation>
                <numerusform>将替换 %n 个文件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <source>They are there already:</source>
            <translation>
                <numerusform>它们已存在：</numerusform>
            </translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>File or folder</source>
            <translation>文件或文件夹</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>{name} comes from elsewhere and names files outside its folder; they are left alone.</source>
            <translation>{name} 来自别处，并引用了其文件夹之外的文件；这些文件不会被触碰。</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <location filename="documents/outputs.py" />
            <location filename="settings/pages.py" />
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message numerus="yes">
            <location filename="documents/gate.py" />
            <location filename="documents/outputs.py" />
            <source>%n more files will be written, whose names were not looked at.</source>
            <translation>
                <numerusform>还将写入 %n 个文件，其名称未经检查。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Do not ask again for this graph</source>
            <translation>不再为此节点图询问</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Look and decide…</source>
            <translation>查看并决定…</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Replace what is there</source>
            <translation>替换已有文件</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Keep what is there and skip what would replace it</source>
            <translation>保留已有文件，并跳过会替换它的项目</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>Write beside what is there, with a number</source>
            <translation>加编号写在已有文件旁边</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>If a file exists: {wish}</source>
            <translation>文件已存在时：{wish}</translation>
        </message>
        <message>
            <location filename="documents/gate.py" />
            <source>what comes over its wires</source>
            <translation>连线传来的内容</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Names</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Template of the names</source>
            <translation>名称模板</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>{name} is the name of the source, {scale} how many times wider the result is, {width} and {height} its size, {folder} the source's folder; {width:05} has at least five digits.</source>
            <translation>{name} 是源文件名，{scale} 是结果宽度的倍数，{width} 和 {height} 是结果尺寸，{folder} 是源文件夹；{width:05} 至少有五位数字。</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Files that a run would write, and that the last one wrote</source>
            <translation>运行将写入的文件，以及上次写入的文件</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Ask before files are replaced</source>
            <translation>替换文件前询问</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>Names of {node}</source>
            <translation>{node} 的名称</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>The last run wrote</source>
            <translation>上次运行写入</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>A run would write</source>
            <translation>运行将写入</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>The graph comes from elsewhere and is not trusted: nothing is looked at.</source>
            <translation>此节点图来自别处且未受信任：不会查看任何文件。</translation>
        </message>
        <message>
            <location filename="documents/outputs.py" />
            <source>A run writes nothing, or what it writes gets its name in the run.</source>
            <translation>运行不会写入文件，或者文件名在运行时才确定。</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>new</source>
            <translation>新文件</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>is skipped</source>
            <translation>跳过</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>! replaces what is read</source>
            <translation>! 会替换所读取的文件</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>always replaced</source>
            <translation>总是替换</translation>
        </message>
        <message>
            <location filename="documents/replacing.py" />
            <source>replaces</source>
            <translation>替换</translation>
        </message>
        <message>
            <location filename="documents/results.py" />
            <source>Copy picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <location filename="documents/results.py" />
            <source>The picture {name} is in the clipboard.</source>
            <translation>图片 {name} 已复制到剪贴板。</translation>
        </message>
        <message>
            <location filename="documents/results.py" />
            <source>The file {name} is in the clipboard; its picture is too large for it.</source>
            <translation>文件 {name} 已复制到剪贴板；其图片过大，无法直接复制。</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>{name} was changed by another program.</source>
            <translation>{name} 已被其他程序更改。</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>{name} is no longer in its folder; it was moved or deleted. What is open here is kept.</source>
            <translation>{name} 已不在原文件夹中，可能被移动或删除。此处打开的内容会保留。</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Here it has changes that are not saved; reloading can be undone.</source>
            <translation>此处有未保存的更改；重新加载可以撤销。</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Reload</source>
            <translation>重新加载</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Save it again</source>
            <translation>重新保存</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Keep it open</source>
            <translation>保持打开</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Keep mine</source>
            <translation>保留我的</translation>
        </message>
        <message>
            <location filename="documents/watch.py" />
            <source>Keep what is here</source>
            <translation>保留当前内容</translation>
        </message>
        <message numerus="yes">
            <location filename="drops.py" />
            <source>%n files</source>
            <translation>
                <numerusform>%n 个文件</numerusform>
            </translation>
        </message>
        <message>
            <location filename="drops.py" />
            <source>{name} is neither a picture nor a model nor a graph that is known here.</source>
            <translation>{name} 不是此处可识别的图片、模型或节点图。</translation>
        </message>
        <message>
            <location filename="drops.py" />
            <source>Drop {what}</source>
            <translation>拖入 {what}</translation>
        </message>
        <message>
            <location filename="fields/acts.py" />
            <location filename="menus.py" />
            <source>Make {name} a wire</source>
            <translation>将 {name} 变为连线</translation>
        </message>
        <message>
            <location filename="fields/acts.py" />
            <source>Parameter {name}</source>
            <translation>参数 {name}</translation>
        </message>
        <message>
            <location filename="fields/acts.py" />
            <source>No parameter for {name}</source>
            <translation>取消 {name} 的参数</translation>
        </message>
        <message>
            <location filename="fields/inline.py" />
            <source>Reset {place}</source>
            <translation>重置 {place}</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Search models: a name, 4x, JPEG …</source>
            <translation>搜索模型：名称、4x、JPEG…</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Models found</source>
            <translation>找到的模型</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Another file…</source>
            <translation>其他文件…</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Default model</source>
            <translation>默认模型</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>The model that enlarges twice</source>
            <translation>放大两倍的模型</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>No model is called “{text}”</source>
            <translation>没有名为“{text}”的模型</translation>
        </message>
        <message>
            <location filename="fields/model_chooser.py" />
            <source>Scale and purpose are guessed from the name.</source>
            <translation>倍数和用途根据名称推测。</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>Come with the program</source>
            <translation>随程序附带</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>In the folder of models</source>
            <translation>在模型文件夹中</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <location filename="fields/paths.py" />
            <source>Used last</source>
            <translation>最近使用</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>enlarges</source>
            <translation>放大</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes JPEG artifacts</source>
            <translation>去除 JPEG 伪影</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes noise</source>
            <translation>降噪</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>sharpens</source>
            <translation>锐化</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes halos</source>
            <translation>去除光晕</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>restores faces</source>
            <translation>修复人脸</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>fills holes</source>
            <translation>填补空洞</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>colors</source>
            <translation>上色</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>removes haze</source>
            <translation>去雾</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>brightens</source>
            <translation>提亮</translation>
        </message>
        <message>
            <location filename="fields/models.py" />
            <source>finds what is in front</source>
            <translation>识别前景</translation>
        </message>
        <message>
            <location filename="fields/paths.py" />
            <source>a path, or drop a file here</source>
            <translation>路径，或将文件拖到这里</translation>
        </message>
        <message>
            <location filename="fields/paths.py" />
            <source>Browse</source>
            <translation>浏览</translation>
        </message>
        <message>
            <location filename="fields/paths.py" />
            <source>Nothing was chosen here yet</source>
            <translation>此处尚未选择</translation>
        </message>
        <message>
            <location filename="fields/place.py" />
            <location filename="fields/write.py" />
            <source>Set {place}</source>
            <translation>设置 {place}</translation>
        </message>
        <message>
            <location filename="fields/presets.py" />
            <source>Preset {name}</source>
            <translation>预设 {name}</translation>
        </message>
        <message>
            <location filename="fields/write.py" />
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="fields/write.py" />
            <source>A number, a sum such as 2*1024, or the name of a parameter of the graph</source>
            <translation>数字、算式（如 2*1024）或节点图参数的名称</translation>
        </message>
        <message numerus="yes">
            <location filename="files.py" />
            <source>Nodegraph did not end well last time; %n graphs were open.</source>
            <translation>
                <numerusform>Nodegraph 上次没有正常退出；当时打开了 %n 个节点图。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="files.py" />
            <location filename="window.py" />
            <source>Open graphs</source>
            <translation>打开节点图</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Save as template</source>
            <translation>保存为模板</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Name of the template:</source>
            <translation>模板名称：</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>{name} is among the templates now.</source>
            <translation>{name} 已加入模板。</translation>
        </message>
        <message>
            <location filename="files.py" />
            <location filename="panels/start.py" />
            <source>Examples</source>
            <translation>示例</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Show the folder of templates</source>
            <translation>显示模板文件夹</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Save graph</source>
            <translation>保存节点图</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Changed by another program</source>
            <translation>已被其他程序更改</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>{name} was changed by another program since it was read here.</source>
            <translation>自从在此读取后，{name} 已被其他程序更改。</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Replace it</source>
            <translation>替换</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Unsaved changes</source>
            <translation>未保存的更改</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>{name} has changes that are not saved.</source>
            <translation>{name} 有未保存的更改。</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Graphs (*.ng)</source>
            <translation>节点图 (*.ng)</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Pictures that carry a graph (*.png)</source>
            <translation>含节点图的图片 (*.png)</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <location filename="files.py" />
            <source>Discard</source>
            <translation>放弃</translation>
        </message>
        <message>
            <location filename="keep.py" />
            <source>The settings could not be read and were set aside as {name}; defaults are used.</source>
            <translation>无法读取设置，已另存为 {name}；现使用默认值。</translation>
        </message>
        <message>
            <location filename="keep.py" />
            <source>The settings cannot be kept in {folder}: {reason}.</source>
            <translation>无法将设置保存在 {folder}：{reason}。</translation>
        </message>
        <message>
            <location filename="keep.py" />
            <source>What is open cannot be kept safe in {folder}: {reason}. Save it yourself.</source>
            <translation>无法将打开的内容备份到 {folder}：{reason}。请自行保存。</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live mode</source>
            <translation>实时模式</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Pictures follow each edit; nothing is written.</source>
            <translation>图片随每次编辑更新；不写入任何文件。</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>, a part of {side} px</source>
            <translation>，局部 {side} px</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live: waits for the run</source>
            <translation>实时：等待运行结束</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live: not for a graph that is not trusted</source>
            <translation>实时：不适用于未受信任的节点图</translation>
        </message>
        <message>
            <location filename="live.py" />
            <source>Live: computing</source>
            <translation>实时：计算中</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Set {name} no longer by the parameter {parameter}</source>
            <translation>不再由参数 {parameter} 设置 {name}</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Keep these values</source>
            <translation>保存这些值</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Name of the preset for {node}:</source>
            <translation>{node} 的预设名称：</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Copy command-line name</source>
            <translation>复制命令行名称</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Keep these values…</source>
            <translation>保存这些值…</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Title…</source>
            <translation>标题…</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <location filename="viewer/bars.py" />
            <source>Color…</source>
            <translation>颜色…</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Select its nodes</source>
            <translation>选择其中的节点</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Run this</source>
            <translation>运行此节点</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Presets</source>
            <translation>预设</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Add node…</source>
            <translation>添加节点…</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Make {name} a graph parameter</source>
            <translation>将 {name} 设为节点图参数</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Forget</source>
            <translation>移除预设</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Set {name} by a parameter</source>
            <translation>由参数设置 {name}</translation>
        </message>
        <message>
            <location filename="menus.py" />
            <source>Reset all values</source>
            <translation>重置所有值</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>System meter</source>
            <translation>系统监视</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>CPU {share}</source>
            <translation>CPU {share}</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>This program, {count} processes:</source>
            <translation>本程序，{count} 个进程：</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>{share} of all processors</source>
            <translation>占全部处理器的 {share}</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>{memory} of memory</source>
            <translation>{memory} 内存</translation>
        </message>
        <message>
            <location filename="meter.py" />
            <source>{name}: {used} of {total} in use</source>
            <translation>{name}：已用 {used} / {total}</translation>
        </message>
        <message>
            <location filename="panels/banner.py" />
            <source>Last lines</source>
            <translation>最后几行</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>{kind}; {value} where nothing is set</source>
            <translation>{kind}；未设置时为 {value}</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>{kind}; may be left open</source>
            <translation>{kind}；可以留空</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Help for the selected node</source>
            <translation>所选节点的帮助</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>one of {names}</source>
            <translation>{names} 之一</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>{kind} from {low} to {high}</source>
            <translation>{kind}，{low} 至 {high}</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>On the command line:</source>
            <translation>命令行：</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Examples:</source>
            <translation>示例：</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <location filename="panels/help.py" />
            <source>Select a node to read what it does.</source>
            <translation>选择一个节点以了解其作用。</translation>
        </message>
        <message>
            <location filename="panels/lists.py" />
            <source>Beginning</source>
            <translation>开始</translation>
        </message>
        <message>
            <location filename="panels/lists.py" />
            <source>undone</source>
            <translation>已撤销</translation>
        </message>
        <message>
            <location filename="panels/minimap.py" />
            <source>Map of the canvas</source>
            <translation>画布缩略地图</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Find a node</source>
            <translation>查找节点</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Nodes by category</source>
            <translation>按类别列出的节点</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>No favorite any more</source>
            <translation>取消收藏</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Make it a favorite</source>
            <translation>收藏</translation>
        </message>
        <message>
            <location filename="panels/palette.py" />
            <source>Favorites</source>
            <translation>收藏夹</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Nothing runs. Runs that are wished for meanwhile wait here.</source>
            <translation>没有运行任务。期间请求的运行会在此等待。</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Earlier</source>
            <translation>提前</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Later</source>
            <translation>推后</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>Take out</source>
            <translation>移出</translation>
        </message>
        <message>
            <location filename="panels/queue.py" />
            <source>paused, {share}</source>
            <translation>已暂停，{share}</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Outcome</source>
            <translation>结果</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Run again on the failed items only</source>
            <translation>仅重新运行失败的项目</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Go on with the run</source>
            <translation>继续运行</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>All that was told</source>
            <translation>全部消息</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>What failed</source>
            <translation>失败的项目</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Press F5 to run; what came of it is told here.</source>
            <translation>按 F5 运行；结果会显示在这里。</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Show {node}</source>
            <translation>显示 {node}</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Item</source>
            <translation>项目</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="panels/report.py" />
            <location filename="running.py" />
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message numerus="yes">
            <location filename="panels/report.py" />
            <source>and %n more</source>
            <translation>
                <numerusform>以及另外 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <location filename="panels/search.py" />
            <source>Search nodes</source>
            <translation>搜索节点</translation>
        </message>
        <message>
            <location filename="panels/search.py" />
            <source>Nodes found</source>
            <translation>找到的节点</translation>
        </message>
        <message>
            <location filename="panels/search.py" />
            <source>No node is called “{text}”</source>
            <translation>没有名为“{text}”的节点</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Upscale a picture</source>
            <translation>放大一张图片</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Upscale a folder</source>
            <translation>放大一个文件夹</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Develop a photo</source>
            <translation>冲洗照片</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Make a postcard</source>
            <translation>制作明信片</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Compare two pictures</source>
            <translation>比较两张图片</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Clean a photo up</source>
            <translation>清理照片</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Start page</source>
            <translation>起始页</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Drop pictures, folders, models or graphs here</source>
            <translation>将图片、文件夹、模型或节点图拖到这里</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>or press Tab to add a node, or begin with one of these:</source>
            <translation>或按 Tab 添加节点，或从以下内容开始：</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Recent files</source>
            <translation>最近的文件</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Choose a picture, or drop one here: it is enlarged and saved beside the original.</source>
            <translation>选择图片或将其拖到这里：放大后保存在原图旁边。</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Example: {name}</source>
            <translation>示例：{name}</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Open a graph…</source>
            <translation>打开节点图…</translation>
        </message>
        <message>
            <location filename="panels/start.py" />
            <source>Recent file: {name}</source>
            <translation>最近的文件：{name}</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{counts} in {seconds} s</source>
            <translation>{counts}，用时 {seconds} 秒</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{hours} h {minutes} min</source>
            <translation>{hours} 小时 {minutes} 分</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>The graph cannot run.</source>
            <translation>节点图无法运行。</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>Done in {seconds} s</source>
            <translation>已完成，用时 {seconds} 秒</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>Stopped: {counts} in {seconds} s</source>
            <translation>已停止：{counts}，用时 {seconds} 秒</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} s</source>
            <translation>{count} 秒</translation>
        </message>
        <message numerus="yes">
            <location filename="report.py" />
            <source>%n min</source>
            <translation>
                <numerusform>%n 分钟</numerusform>
            </translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} done</source>
            <translation>{count} 个完成</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} skipped</source>
            <translation>{count} 个跳过</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>{count} failed</source>
            <translation>{count} 个失败</translation>
        </message>
        <message>
            <location filename="report.py" />
            <source>Stopped after {seconds} s</source>
            <translation>已停止，用时 {seconds} 秒</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{name}: failed items</source>
            <translation>{name}：失败的项目</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{name}: the rest</source>
            <translation>{name}：其余部分</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{name}: {nodes}</source>
            <translation>{name}：{nodes}</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{done} of {total}</source>
            <translation>{done} / {total}</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>{time} left</source>
            <translation>剩余 {time}</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Outcome of the last run</source>
            <translation>上次运行的结果</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>There is nothing to run yet: drop a picture here, or press Tab to add a node.</source>
            <translation>还没有可运行的内容：将图片拖到此处，或按 Tab 添加节点。</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Select the nodes to run, or press F5 to run all.</source>
            <translation>选择要运行的节点，或按 F5 全部运行。</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Nothing in this graph saves a result; its last nodes run to be looked at.</source>
            <translation>此图中没有保存结果的节点；将运行末端节点以供查看。</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>Paused: press F6 to go on.</source>
            <translation>已暂停：按 F6 继续。</translation>
        </message>
        <message>
            <location filename="running.py" />
            <source>It runs when the run under way is over; the panel Runs lists what waits.</source>
            <translation>当前运行结束后即会运行；“运行队列”面板列出等待的任务。</translation>
        </message>
        <message>
            <location filename="runs.py" />
            <source>{count} items failed, the first one so: {why}</source>
            <translation>{count} 项失败，第一项的原因：{why}</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <location filename="viewer/bars.py" />
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>High contrast</source>
            <translation>高对比度</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>Automatic: the fastest that is proved right</source>
            <translation>自动：经验证正确的最快方式</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>fp32: most exact</source>
            <translation>fp32：最精确</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>fp16: half the memory</source>
            <translation>fp16：内存减半</translation>
        </message>
        <message>
            <location filename="settings/choices.py" />
            <source>bf16: half the memory, coarser steps</source>
            <translation>bf16：内存减半，精度较粗</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Pages of settings</source>
            <translation>设置页面</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Reset all settings…</source>
            <translation>重置所有设置…</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Reset all settings</source>
            <translation>重置所有设置</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Put all settings back as they were in the beginning? Shortcuts stay as they are.</source>
            <translation>将所有设置恢复为初始状态？快捷键保持不变。</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Looks</source>
            <translation>外观</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Devices</source>
            <translation>设备</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <location filename="settings/pages.py" />
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="settings/dialog.py" />
            <source>Shortcuts</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <location filename="settings/fields.py" />
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <location filename="settings/fields.py" />
            <source>There is no folder {folder}.</source>
            <translation>没有文件夹 {folder}。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Takes effect when Nodegraph starts again.</source>
            <translation>重新启动 Nodegraph 后生效。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Colors</source>
            <translation>配色</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Size of everything</source>
            <translation>界面缩放</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>As the system ({language})</source>
            <translation>跟随系统（{language}）</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Looking for devices…</source>
            <translation>正在查找设备…</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>A model that gives wrong pictures in a precision is run in fp32 instead.</source>
            <translation>若模型在某精度下结果有误，则改用 fp32 运行。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Framework</source>
            <translation>运行框架</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Kept for the next run, so that only what changed is computed again.</source>
            <translation>为下次运行保留，只重新计算有变化的部分。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Pictures of a stream</source>
            <translation>序列中的图片</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>More pictures are under way at once, which is faster up to a point.</source>
            <translation>同时处理更多图片，在一定程度内更快。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Largest picture in memory</source>
            <translation>内存中的最大图片</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Larger ones lie in files of the cache, a little slower. The engine starts again.</source>
            <translation>更大的图片存放在缓存文件中，速度稍慢。引擎将重新启动。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Cache on disk</source>
            <translation>磁盘缓存</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>What lies in the old folder stays there.</source>
            <translation>旧文件夹中的内容保持不变。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Results on disk</source>
            <translation>磁盘上的结果</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>At most half of what is free is used.</source>
            <translation>最多使用可用空间的一半。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Show the cache folder</source>
            <translation>显示缓存文件夹</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Keep what is open safe every</source>
            <translation>自动备份间隔</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>After a bad end, what was open is offered again.</source>
            <translation>异常退出后，可以恢复之前打开的内容。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Folder of models</source>
            <translation>模型文件夹</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Offered where a model is chosen.</source>
            <translation>选择模型时会列出其中的模型。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Automatic: the fastest</source>
            <translation>自动：最快的设备</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>The next run begins with what is chosen here.</source>
            <translation>下次运行将使用此处的选择。</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Only the models that come along</source>
            <translation>仅使用附带的模型</translation>
        </message>
        <message>
            <location filename="settings/pages.py" />
            <source>Given by the variable {name}.</source>
            <translation>由变量 {name} 指定。</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Actions and their keys</source>
            <translation>操作及其快捷键</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Key of the selected action</source>
            <translation>所选操作的快捷键</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Reset</source>
            <translation>重置</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Reset all keys</source>
            <translation>重置所有快捷键</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Whether the key is free</source>
            <translation>快捷键是否可用</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>All actions have their own keys again.</source>
            <translation>所有操作已恢复默认快捷键。</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Find an action or a key</source>
            <translation>查找操作或快捷键</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Action</source>
            <translation>操作</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>Key</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>“{action}” has the key {key} now.</source>
            <translation>“{action}”的快捷键现为 {key}。</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>“{action}” has no key now.</source>
            <translation>“{action}”现在没有快捷键。</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>{key} is taken by “{action}”: change or clear that one first.</source>
            <translation>{key} 已被“{action}”占用：请先更改或清除它。</translation>
        </message>
        <message>
            <location filename="settings/shortcuts.py" />
            <source>{key} has a meaning of its own everywhere.</source>
            <translation>{key} 在各处都有固定用途。</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>{index} of {count}</source>
            <translation>{index} / {count}</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Add nodes</source>
            <translation>添加节点</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Each node does one thing to a picture. Drag one from this list onto the canvas, or press Tab on the canvas and type a few letters of its name.</source>
            <translation>每个节点对图片做一件事。从此列表将节点拖到画布上，或在画布上按 Tab 并输入其名称的几个字母。</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Wire them</source>
            <translation>连接节点</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>A wire carries a result from an output, on the right of a node, to an input, on the left of another. Drag from one dot to the other. A click on a value changes it.</source>
            <translation>连线把结果从一个节点右侧的输出传到另一个节点左侧的输入。从一个端口拖到另一个端口即可。单击数值可以修改它。</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>F5 runs the graph; pictures appear in the nodes, and files where “Save image” says. Every step can be undone with Ctrl+Z. Have fun!</source>
            <translation>按 F5 运行节点图；图片显示在节点中，文件写入“保存图片”指定的位置。每一步都可以用 Ctrl+Z 撤销。祝您使用愉快！</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>End the tour</source>
            <translation>结束导览</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Back</source>
            <translation>上一步</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <location filename="tour.py" />
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Red</source>
            <translation>红</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Green</source>
            <translation>绿</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Blue</source>
            <translation>蓝</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Luma</source>
            <translation>亮度</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Channel (keys C R G B A L)</source>
            <translation>通道（按键 C R G B A L）</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Exposure in stops</source>
            <translation>曝光（档）</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Gamma</source>
            <translation>伽马</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Checkers</source>
            <translation>棋盘格</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Black</source>
            <translation>黑色</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>White</source>
            <translation>白色</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Behind what is transparent</source>
            <translation>透明部分的背景</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>{stops} stops</source>
            <translation>{stops} 档</translation>
        </message>
        <message>
            <location filename="viewer/bars.py" />
            <source>Exposure; click to put it back</source>
            <translation>曝光；单击可还原</translation>
        </message>
        <message>
            <location filename="viewer/handing.py" />
            <source>Drag the whole picture from here into another program</source>
            <translation>从这里将整张图片拖到其他程序</translation>
        </message>
        <message>
            <location filename="viewer/handing.py" />
            <source>Drag the picture out</source>
            <translation>拖出图片</translation>
        </message>
        <message>
            <location filename="viewer/histogram.py" />
            <location filename="viewer/viewer.py" />
            <source>Histogram</source>
            <translation>直方图</translation>
        </message>
        <message>
            <location filename="viewer/histogram.py" />
            <source>{name}: {dark} darkest, {bright} brightest</source>
            <translation>{name}：最暗 {dark}，最亮 {bright}</translation>
        </message>
        <message>
            <location filename="viewer/histogram.py" />
            <source>Counting…</source>
            <translation>正在统计…</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>Only the framed part was made, by live mode.</source>
            <translation>实时模式只计算了框内局部。</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>Live mode made this of the part; where it lies in the whole result is not known.</source>
            <translation>实时模式由该局部得出此结果；它在完整结果中的位置未知。</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>The framed part is older too; live mode follows.</source>
            <translation>框内局部也已过时；实时模式正在更新。</translation>
        </message>
        <message>
            <location filename="viewer/layers.py" />
            <source>Only the framed part is up to date; around it is an older result.</source>
            <translation>只有框内局部是最新的；周围是较旧的结果。</translation>
        </message>
        <message>
            <location filename="viewer/portion.py" />
            <source>Live mode: drag this part</source>
            <translation>实时模式：拖动此局部</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>Pixel</source>
            <translation>像素</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>Size and zoom</source>
            <translation>尺寸和缩放</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>Its numbers</source>
            <translation>其数值</translation>
        </message>
        <message>
            <location filename="viewer/readout.py" />
            <source>The numbers of the other picture</source>
            <translation>另一张图片的数值</translation>
        </message>
        <message>
            <location filename="viewer/sides.py" />
            <source>Select one node to hold its picture.</source>
            <translation>选择一个节点以固定其图片。</translation>
        </message>
        <message>
            <location filename="viewer/view.py" />
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="viewer/view.py" />
            <source>difference</source>
            <translation>差异</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{node} was not run as it is now.</source>
            <translation>{node} 尚未按现在的设置运行。</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Run to here</source>
            <translation>运行到此处</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Copy what is seen</source>
            <translation>复制所见内容</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Save what is seen…</source>
            <translation>保存所见内容…</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Whole picture (F)</source>
            <translation>整张图片 (F)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>One to one (1)</source>
            <translation>1:1 (1)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Zoom in (+)</source>
            <translation>放大 (+)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Zoom out (-)</source>
            <translation>缩小 (-)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Hold the selected node's picture here</source>
            <translation>在此固定所选节点的图片</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Compare with the selected node's picture, not with what A is made of</source>
            <translation>与所选节点的图片比较，而不是与 A 的来源比较</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Live mode is computing it.</source>
            <translation>实时模式正在计算。</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Select a node that makes a picture.</source>
            <translation>选择一个生成图片的节点。</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>What is seen is in the clipboard.</source>
            <translation>所见内容已复制到剪贴板。</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Save what is seen</source>
            <translation>保存所见内容</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{name} is saved.</source>
            <translation>已保存 {name}。</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{name} cannot be written into {folder}.</source>
            <translation>无法将 {name} 写入 {folder}。</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>One picture (O)</source>
            <translation>单张图片 (O)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Wipe (W)</source>
            <translation>划像 (W)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Side by side (S)</source>
            <translation>并排 (S)</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Blink (K); hold the space bar to look at the other picture</source>
            <translation>闪烁 (K)；按住空格键查看另一张图片</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>Difference (D); exposure makes it stronger</source>
            <translation>差异 (D)；曝光可增强</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>{side}: {node}, held</source>
            <translation>{side}：{node}，已固定</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>This is an older result; {why}</source>
            <translation>这是较早的结果；{why}</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>B is an older result; {why}</source>
            <translation>B 是较早的结果；{why}</translation>
        </message>
        <message>
            <location filename="viewer/viewer.py" />
            <source>There is nothing to compare with: select another node and press B to hold it.</source>
            <translation>没有可比较的内容：选择另一个节点并按 B 固定。</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>{name} is a picture that carries no graph.</source>
            <translation>{name} 是不含节点图的图片。</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>{sentence} The document is untouched.</source>
            <translation>{sentence} 文档未受影响。</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Start it again</source>
            <translation>重新启动</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Undo {what}</source>
            <translation>撤销 {what}</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Redo {what}</source>
            <translation>重做 {what}</translation>
        </message>
        <message>
            <location filename="window.py" />
            <source>Start it again and go on with the run</source>
            <translation>重新启动并继续运行</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Image</source>
            <translation>图像</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Dimension</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Filter</source>
            <translation>滤镜</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Adjust</source>
            <translation>调整</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Compose</source>
            <translation>合成</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Texture</source>
            <translation>纹理</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Value</source>
            <translation>数值</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Video</source>
            <translation>视频</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>an image</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a number</source>
            <translation>数字</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a truth</source>
            <translation>真假值</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a choice</source>
            <translation>选项</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a color</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a file</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>anything</source>
            <translation>任意</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>a picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>gray</source>
            <translation>灰度</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{bits}-bit</source>
            <translation>{bits} 位</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>half</source>
            <translation>半精度</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>float</source>
            <translation>浮点</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>some items</source>
            <translation>若干项</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{count} item</source>
            <translation>{count} 项</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{count} items</source>
            <translation>{count} 项</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>{items} of {item}</source>
            <translation>{items}：{item}</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>The engine was killed by {signal}: {line}</source>
            <translation>引擎被 {signal} 终止：{line}</translation>
        </message>
        <message>
            <location filename="wording.py" />
            <source>The engine was killed by {signal}.</source>
            <translation>引擎被 {signal} 终止。</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Adaptive sharpen</source>
            <translation>自适应锐化</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Add noise</source>
            <translation>添加噪点</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Align</source>
            <translation>对齐图片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Apply look</source>
            <translation>应用风格</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Assign color space</source>
            <translation>指定色彩空间</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Auto levels</source>
            <translation>自动色阶</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Bilateral blur</source>
            <translation>双边模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Blend</source>
            <translation>混合</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Blend light</source>
            <translation>线性光混合</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Box blur</source>
            <translation>方框模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Brightness contrast</source>
            <translation>亮度对比度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Calculate</source>
            <translation>计算</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Change case</source>
            <translation>更改大小写</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Change color space</source>
            <translation>转换色彩空间</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Change suffix</source>
            <translation>更改后缀</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Checkerboard</source>
            <translation>棋盘格</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Combine</source>
            <translation>合并运算</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Combine items</source>
            <translation>合并项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Compare numbers</source>
            <translation>比较数字</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Compare texts</source>
            <translation>比较文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Conditional</source>
            <translation>条件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Convert model</source>
            <translation>转换模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Convert profile</source>
            <translation>转换配置文件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Count items</source>
            <translation>统计项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Count up</source>
            <translation>递增计数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Crop to content</source>
            <translation>裁剪到内容</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Curves</source>
            <translation>曲线</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Cut text</source>
            <translation>截取文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Dehalo</source>
            <translation>去除光晕</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Denoise</source>
            <translation>降噪处理</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Distance to edge</source>
            <translation>到边缘的距离</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Dither</source>
            <translation>抖动</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Dominant colors</source>
            <translation>主色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Draw shape</source>
            <translation>绘制形状</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Draw text</source>
            <translation>绘制文字</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Enumerate items</source>
            <translation>编号项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Every nth</source>
            <translation>每隔 n 个</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Exposure</source>
            <translation>曝光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Fill alpha</source>
            <translation>填充 Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Film grain</source>
            <translation>胶片颗粒</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Filter items</source>
            <translation>筛选项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Find edges</source>
            <translation>查找边缘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Find text</source>
            <translation>查找文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Flip</source>
            <translation>翻转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Format text</source>
            <translation>格式化文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Gaussian blur</source>
            <translation>高斯模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Gradient</source>
            <translation>渐变</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Grow or shrink</source>
            <translation>扩张或收缩</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>High boost</source>
            <translation>高频增强</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>High pass</source>
            <translation>高通</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Hue saturation</source>
            <translation>色相饱和度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Image size</source>
            <translation>图片尺寸</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Inpaint</source>
            <translation>修补</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Interpolate models</source>
            <translation>混合模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Invert</source>
            <translation>反相</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Join items</source>
            <translation>连接项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Join path</source>
            <translation>拼接路径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Join text</source>
            <translation>连接文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Lens blur</source>
            <translation>镜头模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Levels</source>
            <translation>色阶</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List files</source>
            <translation>列出文件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List folders</source>
            <translation>列出文件夹</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List images</source>
            <translation>列出图片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>List models</source>
            <translation>列出模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Load image</source>
            <translation>加载图片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Load model</source>
            <translation>加载模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Local threshold</source>
            <translation>局部阈值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Logarithm</source>
            <translation>对数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Logic</source>
            <translation>逻辑</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Measure tones</source>
            <translation>测量色调</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Median blur</source>
            <translation>中值模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Merge alpha</source>
            <translation>合并 Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Merge channels</source>
            <translation>合并通道</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Mix by mask</source>
            <translation>按蒙版混合</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Noise texture</source>
            <translation>噪声纹理</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Number</source>
            <translation>数字</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pad</source>
            <translation>填充边缘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pad to size</source>
            <translation>填充到尺寸</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pass through</source>
            <translation>直通</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Path exists</source>
            <translation>路径是否存在</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Perspective</source>
            <translation>透视</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Pick item</source>
            <translation>选取项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Place over</source>
            <translation>叠放</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Plain color</source>
            <translation>纯色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Posterize</source>
            <translation>色调分离</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Product</source>
            <translation>乘积组合</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Random number</source>
            <translation>随机数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Read number</source>
            <translation>读取数字</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Reduce colors</source>
            <translation>减少颜色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Relative path</source>
            <translation>相对路径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Replace text</source>
            <translation>替换文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Resize</source>
            <translation>调整大小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Rotate</source>
            <translation>旋转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Rotate by angle</source>
            <translation>按角度旋转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Run with</source>
            <translation>指定运行方式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Save image</source>
            <translation>保存图片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Set alpha</source>
            <translation>设置 Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Sharpen</source>
            <translation>锐化图片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Shift</source>
            <translation>平移</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Show text</source>
            <translation>显示文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split alpha</source>
            <translation>分离 Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split channels</source>
            <translation>拆分通道</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split path</source>
            <translation>拆分路径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Split text</source>
            <translation>拆分文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Stack</source>
            <translation>堆叠</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Summarize</source>
            <translation>汇总</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Surface blur</source>
            <translation>表面模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Switch</source>
            <translation>切换</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Take</source>
            <translation>取前若干项</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Text length</source>
            <translation>文本长度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Tile merge</source>
            <translation>合并图块</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Tile split</source>
            <translation>拆分图块</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>To gray</source>
            <translation>转为灰度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Tone map</source>
            <translation>色调映射</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Trace edges</source>
            <translation>描绘边缘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Transfer color</source>
            <translation>颜色迁移</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Transform</source>
            <translation>变换</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Truth</source>
            <translation>真假值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Upscale</source>
            <translation>超分辨率放大</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Vibrance</source>
            <translation>自然饱和度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>White balance</source>
            <translation>白平衡</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Zip streams</source>
            <translation>配对序列</translation>
        </message>
    </context>
    <context>
        <name>ports</name>
        <message>
            <location filename="specs.json" />
            <source>a</source>
            <translation>a</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>align</source>
            <translation>对齐</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>amount</source>
            <translation>强度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>angle</source>
            <translation>角度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>b</source>
            <translation>b</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>base</source>
            <translation>底图</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>black</source>
            <translation>黑场</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blades</source>
            <translation>叶片数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blocks</source>
            <translation>块压缩</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blue</source>
            <translation>蓝</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom</source>
            <translation>下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bright</source>
            <translation>亮边</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightest</source>
            <translation>最亮值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightness</source>
            <translation>亮度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>by</source>
            <translation>依据</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>c</source>
            <translation>c</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>channels</source>
            <translation>通道</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colored</source>
            <translation>彩色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colors</source>
            <translation>颜色数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>compression</source>
            <translation>压缩</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>condition</source>
            <translation>条件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>contrast</source>
            <translation>对比度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>corners</source>
            <translation>角数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>count</source>
            <translation>数量</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>curve</source>
            <translation>曲线</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cut</source>
            <translation>截去</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>d</source>
            <translation>d</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>dark</source>
            <translation>暗边</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>darkest</source>
            <translation>最暗值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>depth</source>
            <translation>位深</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>device</source>
            <translation>设备</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>direction</source>
            <translation>方向</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>down</source>
            <translation>向下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>effort</source>
            <translation>编码力度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>expand</source>
            <translation>扩展画布</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>factor</source>
            <translation>倍数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fifth</source>
            <translation>第五</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fill</source>
            <translation>填充</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>find</source>
            <translation>查找</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>first</source>
            <translation>第一</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fit</source>
            <translation>适应方式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>font</source>
            <translation>字体</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>form</source>
            <translation>格式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>format</source>
            <translation>格式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>formula</source>
            <translation>公式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fourth</source>
            <translation>第四</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gamma</source>
            <translation>伽马</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gap</source>
            <translation>间距</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>green</source>
            <translation>绿</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>group</source>
            <translation>分组</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>height</source>
            <translation>高度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>high</source>
            <translation>上限</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>highest</source>
            <translation>最大值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>how</source>
            <translation>方式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hue</source>
            <translation>色相</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>if exists</source>
            <translation>若已存在</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ignore case</source>
            <translation>忽略大小写</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>image</source>
            <translation>图像</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>images</source>
            <translation>图像</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>index</source>
            <translation>序号</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>inner</source>
            <translation>内径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>intent</source>
            <translation>渲染意图</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>interpolation</source>
            <translation>插值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>items</source>
            <translation>项目</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>label</source>
            <translation>标签</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>last</source>
            <translation>最后</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>layers</source>
            <translation>层数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left</source>
            <translation>左</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left bottom x</source>
            <translation>左下 x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left bottom y</source>
            <translation>左下 y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left top x</source>
            <translation>左上 x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left top y</source>
            <translation>左上 y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>level</source>
            <translation>阈值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lightness</source>
            <translation>明度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>likeness</source>
            <translation>相似度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>limit</source>
            <translation>数量上限</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>line</source>
            <translation>线宽</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear light</source>
            <translation>线性光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lossless</source>
            <translation>无损</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>low</source>
            <translation>下限</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lowest</source>
            <translation>最小值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>margin</source>
            <translation>边距</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mask</source>
            <translation>蒙版</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>max difference</source>
            <translation>最大差异</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mean</source>
            <translation>平均值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>meaning</source>
            <translation>含义</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>metadata</source>
            <translation>元数据</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>method</source>
            <translation>方法</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>middle</source>
            <translation>中位数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mode</source>
            <translation>模式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>motion</source>
            <translation>运动</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ms ssim</source>
            <translation>MS-SSIM</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>names</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>neighbors</source>
            <translation>邻域</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>new black</source>
            <translation>新黑场</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>new white</source>
            <translation>新白场</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>number</source>
            <translation>数字</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>offset</source>
            <translation>偏移</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>on error</source>
            <translation>出错时</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>opset</source>
            <translation>Opset</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>options</source>
            <translation>选项</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>order</source>
            <translation>顺序</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>otherwise</source>
            <translation>否则</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outline</source>
            <translation>描边</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outline color</source>
            <translation>描边颜色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>overlap</source>
            <translation>重叠</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>page</source>
            <translation>页</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>palette</source>
            <translation>调色板</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>patch</source>
            <translation>块大小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>path</source>
            <translation>路径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pattern</source>
            <translation>样式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>peak</source>
            <translation>峰值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>place</source>
            <translation>位置</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>points</source>
            <translation>控制点</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>progressive</source>
            <translation>渐进式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>psnr</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>quality</source>
            <translation>质量</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>radius</source>
            <translation>半径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>radius x</source>
            <translation>半径 x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>radius y</source>
            <translation>半径 y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>reach</source>
            <translation>范围</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>recursive</source>
            <translation>含子文件夹</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>red</source>
            <translation>红</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>reference</source>
            <translation>参考</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>repair</source>
            <translation>修复</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>replacement</source>
            <translation>替换为</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right</source>
            <translation>右</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right bottom x</source>
            <translation>右下 x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right bottom y</source>
            <translation>右下 y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right top x</source>
            <translation>右上 x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right top y</source>
            <translation>右上 y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>roughness</source>
            <translation>粗糙度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>roundness</source>
            <translation>圆角</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>runtime</source>
            <translation>运行时</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>saturation</source>
            <translation>饱和度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>search</source>
            <translation>搜索范围</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>second</source>
            <translation>第二</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>separator</source>
            <translation>分隔符</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>share</source>
            <translation>占比</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shear</source>
            <translation>斜切</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>show</source>
            <translation>显示</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>side</source>
            <translation>侧</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sigma x</source>
            <translation>标准差 x</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sigma y</source>
            <translation>标准差 y</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>smooth</source>
            <translation>平滑</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>soft</source>
            <translation>柔化</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>source</source>
            <translation>来源</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>spread</source>
            <translation>离散度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ssim</source>
            <translation>SSIM</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>step</source>
            <translation>步长</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>steps</source>
            <translation>级数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stops</source>
            <translation>挡数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>strength</source>
            <translation>强度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>subfolder</source>
            <translation>子文件夹</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>subsampling</source>
            <translation>色度抽样</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>suffix</source>
            <translation>后缀</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>target</source>
            <translation>目标</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>temperature</source>
            <translation>色温</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>template</source>
            <translation>模板</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>third</source>
            <translation>第三</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>threads</source>
            <translation>线程数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tile</source>
            <translation>图块</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tiles</source>
            <translation>分块</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tint</source>
            <translation>色调</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>to</source>
            <translation>改为</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tolerance</source>
            <translation>容差</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top</source>
            <translation>上</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>total</source>
            <translation>总和</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>truth</source>
            <translation>真假</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>turn</source>
            <translation>旋转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>use b</source>
            <translation>使用 b</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>values</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>white</source>
            <translation>白场</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>whole</source>
            <translation>取整</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>wrap</source>
            <translation>环绕</translation>
        </message>
    </context>
    <context>
        <name>choices</name>
        <message>
            <location filename="specs.json" />
            <source>10</source>
            <translation>10</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>12</source>
            <translation>12</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>16</source>
            <translation>16</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>4</source>
            <translation>4</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>4:2:0</source>
            <translation>4:2:0</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>4:4:4</source>
            <translation>4:4:4</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>8</source>
            <translation>8</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Adobe RGB</source>
            <translation>Adobe RGB</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Display P3</source>
            <translation>Display P3</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>HSL</source>
            <translation>HSL</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>HSV</source>
            <translation>HSV</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Lab</source>
            <translation>Lab</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>OKLab</source>
            <translation>OKLab</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ProPhoto</source>
            <translation>ProPhoto</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Rec. 2020</source>
            <translation>Rec. 2020</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Sentence</source>
            <translation>句首大写</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>Title</source>
            <translation>词首大写</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>UPPER</source>
            <translation>大写</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>XYZ</source>
            <translation>XYZ</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>YCbCr</source>
            <translation>YCbCr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>add</source>
            <translation>相加</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>affine</source>
            <translation>仿射</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>and</source>
            <translation>与</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>around</source>
            <translation>环绕</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>at least</source>
            <translation>至少</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>at most</source>
            <translation>至多</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>atkinson</source>
            <translation>Atkinson</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>auto</source>
            <translation>自动</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>average</source>
            <translation>平均</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>avif</source>
            <translation>avif</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bc1</source>
            <translation>bc1</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bc3</source>
            <translation>bc3</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>begins with</source>
            <translation>开头为</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bf16</source>
            <translation>bf16</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blades</source>
            <translation>叶片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blue</source>
            <translation>蓝</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bmp</source>
            <translation>bmp</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>border</source>
            <translation>边框</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>both</source>
            <translation>两者</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom</source>
            <translation>下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom left</source>
            <translation>左下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bottom right</source>
            <translation>右下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>box</source>
            <translation>方框</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>bright detail</source>
            <translation>亮部细节</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightest</source>
            <translation>最亮</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>brightness</source>
            <translation>亮度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cells</source>
            <translation>细胞</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>center</source>
            <translation>居中</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>close</source>
            <translation>闭运算</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>clouds</source>
            <translation>云</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color burn</source>
            <translation>颜色加深</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>color dodge</source>
            <translation>颜色减淡</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colors</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>contains</source>
            <translation>包含</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>continue</source>
            <translation>继续</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cross</source>
            <translation>十字</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>cubic</source>
            <translation>三次</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>dark detail</source>
            <translation>暗部细节</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>darken</source>
            <translation>变暗</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>darkest</source>
            <translation>最暗</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>date</source>
            <translation>日期</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>date and time</source>
            <translation>日期和时间</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>dds</source>
            <translation>dds</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>deflate</source>
            <translation>Deflate</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>different</source>
            <translation>不同</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>direction</source>
            <translation>方向</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>disc</source>
            <translation>圆盘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>distort</source>
            <translation>变形</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>divide</source>
            <translation>划分</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>down</source>
            <translation>向下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>drop</source>
            <translation>丢弃</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>each</source>
            <translation>分别</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>edge</source>
            <translation>边缘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>either</source>
            <translation>异或</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ellipse</source>
            <translation>椭圆</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>end</source>
            <translation>末端</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ends with</source>
            <translation>结尾为</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>equal</source>
            <translation>相等</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>even</source>
            <translation>均匀</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>exclusion</source>
            <translation>排除</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>exr</source>
            <translation>exr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>factor</source>
            <translation>倍数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fast</source>
            <translation>快速</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fill</source>
            <translation>填满</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>film</source>
            <translation>胶片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>filmic</source>
            <translation>电影</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fit</source>
            <translation>适应</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>float</source>
            <translation>浮点</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>floyd-steinberg</source>
            <translation>Floyd-Steinberg</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>for file names</source>
            <translation>用于文件名</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fp16</source>
            <translation>fp16</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fp32</source>
            <translation>fp32</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>from log</source>
            <translation>由对数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gaussian</source>
            <translation>高斯</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>gray world</source>
            <translation>灰度世界</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>greater</source>
            <translation>大于</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>green</source>
            <translation>绿</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>grow</source>
            <translation>膨胀</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>half</source>
            <translation>一半</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hard light</source>
            <translation>强光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hdr</source>
            <translation>hdr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>histogram</source>
            <translation>直方图</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>hue</source>
            <translation>色相</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>inside</source>
            <translation>内侧</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>jpeg</source>
            <translation>jpeg</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>jxl</source>
            <translation>jxl</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lanczos</source>
            <translation>Lanczos</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>laplacian</source>
            <translation>拉普拉斯</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>large forms</source>
            <translation>大块结构</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>largest</source>
            <translation>最大</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left</source>
            <translation>左</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>left-right</source>
            <translation>左右</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>less</source>
            <translation>小于</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>level</source>
            <translation>阈值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lighten</source>
            <translation>变亮</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lightness</source>
            <translation>明度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear</source>
            <translation>线性</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear burn</source>
            <translation>线性加深</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>linear light</source>
            <translation>线性光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>longer side</source>
            <translation>长边</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lower</source>
            <translation>小写</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>luminosity</source>
            <translation>明度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lzw</source>
            <translation>LZW</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mean</source>
            <translation>平均值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mean and spread</source>
            <translation>均值与离散度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>median</source>
            <translation>中位数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mirror</source>
            <translation>镜像</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>mitchell</source>
            <translation>Mitchell</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>multiply</source>
            <translation>相乘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>navier-stokes</source>
            <translation>Navier-Stokes</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ncnn</source>
            <translation>ncnn</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>nearest</source>
            <translation>最近邻</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>newest</source>
            <translation>最新</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>normal</source>
            <translation>正常</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>not</source>
            <translation>非</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>number</source>
            <translation>编号</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>oldest</source>
            <translation>最旧</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>onnx</source>
            <translation>onnx</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>open</source>
            <translation>开运算</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>openvino</source>
            <translation>OpenVINO</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>or</source>
            <translation>或</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>ordered</source>
            <translation>有序</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outline</source>
            <translation>轮廓</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>outside</source>
            <translation>外侧</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>overlay</source>
            <translation>叠加</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>overwrite</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>perceptual</source>
            <translation>感知</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>perspective</source>
            <translation>透视</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pfm</source>
            <translation>pfm</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pin light</source>
            <translation>点光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>png</source>
            <translation>png</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>polygon</source>
            <translation>多边形</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>profile file</source>
            <translation>配置文件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>pth</source>
            <translation>pth</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>qoi</source>
            <translation>qoi</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>rectangle</source>
            <translation>矩形</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>red</source>
            <translation>红</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>reinhard</source>
            <translation>Reinhard</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>relative</source>
            <translation>相对</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>resize</source>
            <translation>缩放</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>right</source>
            <translation>右</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>round</source>
            <translation>圆形</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sRGB</source>
            <translation>sRGB</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>safetensors</source>
            <translation>safetensors</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>salt and pepper</source>
            <translation>椒盐</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>saturation</source>
            <translation>饱和度</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>scale</source>
            <translation>缩放</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>scharr</source>
            <translation>Scharr</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>screen</source>
            <translation>滤色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>set</source>
            <translation>设定</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shift</source>
            <translation>平移</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shift and turn</source>
            <translation>平移与旋转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shorter side</source>
            <translation>短边</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shot</source>
            <translation>散粒</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shrink</source>
            <translation>腐蚀</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>small</source>
            <translation>小体积</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>smallest</source>
            <translation>最小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>snow</source>
            <translation>雪花</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sobel</source>
            <translation>Sobel</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>soft light</source>
            <translation>柔光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>square</source>
            <translation>方形</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>star</source>
            <translation>星形</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>start</source>
            <translation>起点</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>straight</source>
            <translation>直线</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>straighten</source>
            <translation>校正</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stretch</source>
            <translation>拉伸</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>subtract</source>
            <translation>减去</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>telea</source>
            <translation>Telea</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>temperature</source>
            <translation>色温</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tga</source>
            <translation>tga</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tiff</source>
            <translation>tiff</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>time</source>
            <translation>时间</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>to log</source>
            <translation>到对数</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>together</source>
            <translation>一起</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top</source>
            <translation>上</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top left</source>
            <translation>左上</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top right</source>
            <translation>右上</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>top-bottom</source>
            <translation>上下</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>torch</source>
            <translation>torch</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>trimmed</source>
            <translation>去除首尾空白</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>uniform</source>
            <translation>均匀分布</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>video</source>
            <translation>视频</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>vivid light</source>
            <translation>亮光</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>webp</source>
            <translation>webp</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>wrap</source>
            <translation>环绕</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>year</source>
            <translation>年</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>zstd</source>
            <translation>Zstandard</translation>
        </message>
    </context>
    <context>
        <name>groups</name>
        <message>
            <location filename="specs.json" />
            <source>align</source>
            <translation>对齐</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>alpha</source>
            <translation>Alpha</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>arithmetic</source>
            <translation>运算</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>basic</source>
            <translation>基础</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blend</source>
            <translation>混合</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>blur</source>
            <translation>模糊</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>canvas</source>
            <translation>画布</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>collect</source>
            <translation>汇集</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>colors</source>
            <translation>颜色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>combine</source>
            <translation>合并</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>convert</source>
            <translation>转换</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>convert model</source>
            <translation>转换模型</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>denoise</source>
            <translation>降噪</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>edges</source>
            <translation>边缘</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>files</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>fill</source>
            <translation>填充</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>folders</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>inpaint</source>
            <translation>修补</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>interpolate models</source>
            <translation>模型插值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>invert</source>
            <translation>反相</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lens</source>
            <translation>镜头</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>levels</source>
            <translation>色阶</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>light</source>
            <translation>光照</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>load</source>
            <translation>载入</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>logic</source>
            <translation>逻辑</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>lut</source>
            <translation>LUT</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>noise</source>
            <translation>噪点</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>palette</source>
            <translation>调色板</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>path</source>
            <translation>路径</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>place</source>
            <translation>放置</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>plain</source>
            <translation>纯色</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>profile</source>
            <translation>配置文件</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>random</source>
            <translation>随机</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>resize</source>
            <translation>调整大小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>run with</source>
            <translation>运行方式</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>save</source>
            <translation>保存</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>sharpen</source>
            <translation>锐化</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>smooth</source>
            <translation>平滑</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>space</source>
            <translation>色彩空间</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>split</source>
            <translation>拆分</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stack</source>
            <translation>堆叠</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>statistics</source>
            <translation>统计</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>stream</source>
            <translation>数据流</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>threshold</source>
            <translation>阈值</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tiles</source>
            <translation>分块</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>tone</source>
            <translation>色调</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>transfer</source>
            <translation>迁移</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>turn</source>
            <translation>旋转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>turn freely</source>
            <translation>自由旋转</translation>
        </message>
        <message>
            <location filename="specs.json" />
            <source>upscale</source>
            <translation>放大</translation>
        </message>
    </context>
</TS>
